# The submission's side of a grade, in R: answers the host's requests.
#
# These functions live in an environment of their own, whose parent is R's base: what the learner's code
# defines in the global environment doesn't reach them. Nothing here is trusted all the same: what this process
# sends is the learner's answer, whoever wrote it.

MESSAGE_LENGTH <- 2000L
LINE_LENGTH <- 300L

submission <- new.env(parent = emptyenv())
submission$lines <- character()
submission$objects <- list()

# Asks the host what to do, does it, and answers; never raises.
agent_turn <- function() {
  ask_host(answer(ask_host(message_of("next"))))
  invisible()
}

keep_object <- function(x) {
  number <- length(submission$objects)
  submission$objects[[number + 1L]] <- list(x)
  number
}

kept_object <- function(number, class_name) submission$objects[[number + 1L]][[1L]]

answer <- function(bytes) {
  attempt({
    request <- decode_message(bytes, kept_object, arguments = TRUE)
    do.call(OPERATIONS[[request[[1L]]]], unname(request[-1L]))
  })
}

# The answer to an operation: what it gave, or how it failed.
attempt <- function(operation) {
  seen <- NULL
  tryCatch(
    {
      value <- withCallingHandlers(
        operation,
        warning = note_warning,
        error = function(error) if (is.null(seen)) seen <<- look_around(error, sys.calls(), sys.frames())
      )
      message_of("done", value, keep = keep_object)
    },
    spyrales_missing = function(error) message_of("missing", list(name = error$name, similar = similar(error$name))),
    spyrales_not_callable = function(error) {
      message_of("not_callable", list(name = error$name, class = error$class_name))
    },
    spyrales_not_plain = function(error) message_of("not_plain", list(class = error$class_name)),
    spyrales_syntax = function(error) message_of("syntax", error$details),
    spyrales_raised = function(error) raised(error$details),
    spyrales_exited = function(error) message_of("exited", list(code = error$code)),
    error = function(error) raised(failure(error, seen)),
    interrupt = function(error) message_of("raised", list(
      type = "interrupt", message = "", line = NULL, text = NULL
    ))
  )
}

refuse <- function(class, ...) {
  stop(structure(class = c(class, "error", "condition"), list(message = class, call = NULL, ...)))
}

names_of_all <- function() {
  names <- ls(globalenv())
  sapply(names, function(name) class_name(get(name, globalenv())), simplify = FALSE)
}

# What a learner who runs the code wants to see: variables in short, and the figures.
look <- function() {
  names <- utils::head(ls(globalenv()), SHOWN_VARIABLES)
  list(variables = lapply(names, in_short), figures = shown_figures())
}

SHOWN_VARIABLES <- 100L
SHORT <- 120L

in_short <- function(name) {
  value <- get(name, globalenv())
  text <- tryCatch(
    if (is.function(value)) paste(deparse(args(value))[1L], collapse = "")
    else if (length(dim(value)) > 0L) paste(dim(value), collapse = " \u00d7 ")
    else paste(deparse(value, nlines = 2L), collapse = " "),
    error = function(error) class_name(error)
  )
  if (nchar(text) > SHORT) text <- paste0(substr(text, 1L, SHORT - 1L), "\u2026")
  list(name = name, class = class_name(value), text = text)
}

run <- function(code) {
  value <- NULL
  for (expression in parse(text = code, keep.source = FALSE)) value <- eval(expression, globalenv())
  value
}

# Writes out what files that were left open hold back, as the end of a script does.
flush_files <- function() {
  for (number in as.integer(rownames(showConnections()))) {
    try(flush(getConnection(number)), silent = TRUE)
  }
  NULL
}

query <- function(sql, database) stop("SQL queries run in Python's sandbox only", call. = FALSE)

OPERATIONS <- list(
  load = load, call = drawing_afresh(call_named), method = drawing_afresh(call_method), value = value_named,
  figure = figure_drawn, flush = flush_files, names = names_of_all, look = look, run = drawing_afresh(run), query = query
)
