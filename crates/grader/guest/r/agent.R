# The submission's side of a grade, in R: runs the learner's code and answers the host's requests.
#
# These functions live in an environment of their own, whose parent is R's base: what the learner's code
# defines in the global environment doesn't reach them. Nothing here is trusted all the same: what this process
# sends is the learner's answer, whoever wrote it.

FILENAME <- "submission.R"
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
  place <- NULL
  tryCatch(
    {
      value <- withCallingHandlers(operation, error = function(error) place <<- deepest_line(sys.calls()))
      message_of("done", value, keep = keep_object)
    },
    spyrales_missing = function(error) message_of("missing", list(name = error$name, similar = similar(error$name))),
    spyrales_not_callable = function(error) {
      message_of("not_callable", list(name = error$name, class = error$class_name))
    },
    spyrales_not_plain = function(error) message_of("not_plain", list(class = error$class_name)),
    spyrales_syntax = function(error) message_of("syntax", error$details),
    error = function(error) failure(error, place),
    interrupt = function(error) message_of("raised", list(
      type = "interrupt", message = "", line = NULL, text = NULL
    ))
  )
}

refuse <- function(class, ...) {
  stop(structure(class = c(class, "error", "condition"), list(message = class, call = NULL, ...)))
}

# What the checker is told of an error of the learner's code. The condition may be of a class that the learner
# wrote: no method of it is asked.
failure <- function(error, place) {
  fields <- unclass(error)
  text <- fields[["message"]]
  text <- if (is.character(text) && length(text) > 0L) cap(text[1L], MESSAGE_LENGTH) else ""
  if (startsWith(text, "cannot allocate")) return(message_of("memory"))
  type <- oldClass(error)[1L]
  if (type %in% c("simpleError", "error")) type <- "Error"
  details <- list(type = cap(type, LINE_LENGTH), message = text, line = place, text = line_text(place))
  missing <- missing_name(text)
  if (!is.null(missing)) details[["missing"]] <- missing
  message_of("raised", details)
}

# The name that an error says isn't there.
missing_name <- function(text) {
  patterns <- c(
    "object '([^']+)' not found", "could not find function \"([^\"]+)\"", "there is no package called .([^’']+)."
  )
  for (pattern in patterns) {
    found <- regmatches(text, regexec(pattern, text))[[1L]]
    if (length(found) == 2L) return(cap(found[2L], LINE_LENGTH))
  }
  NULL
}

cap <- function(text, length) {
  text <- utf8(text)
  if (nchar(text) <= length) text else paste0(substr(text, 1L, length - 1L), "\u2026")
}

# The line of the learner's code that is the deepest in a stack of calls.
deepest_line <- function(calls) {
  line <- submission$current
  for (call in calls) {
    reference <- attr(call, "srcref", exact = TRUE)
    file <- attr(reference, "srcfile", exact = TRUE)
    if (is.environment(file) && identical(file$filename, FILENAME)) line <- as.integer(reference)[1L]
  }
  line
}

line_text <- function(line) {
  if (is.null(line) || line < 1L || line > length(submission$lines)) return(NULL)
  cap(trimws(submission$lines[[line]]), LINE_LENGTH)
}

similar <- function(name) {
  names <- ls(globalenv(), all.names = TRUE)
  same <- names[tolower(names) == tolower(name)]
  if (length(same) > 0L) return(same[1L])
  distances <- utils::adist(name, names)
  near <- which(distances <= max(1, nchar(name) %/% 4))
  if (length(near) == 0L) NULL else names[near[which.min(distances[near])]]
}

# Operations

load <- function(source, seed) {
  source <- sub("^\ufeff", "", source)
  submission$lines <- strsplit(source, "\r\n|\n|\r")[[1L]]
  set.seed(seed %% 2147483647)
  setwd("/work")
  expressions <- read_source(paste(submission$lines, collapse = "\n"))
  references <- attr(expressions, "srcref")
  for (i in seq_along(expressions)) {
    submission$current <- as.integer(references[[i]])[1L]
    run_at_top(expressions[[i]])
  }
  submission$current <- NULL
  NULL
}

# Values that nobody takes are printed, as at the top of a script.
run_at_top <- function(expression) {
  result <- withVisible(eval(expression, globalenv()))
  if (!result$visible) return(invisible())
  if (isS4(result$value)) methods::show(result$value) else print(result$value)
}

read_source <- function(text) {
  file <- srcfilecopy(FILENAME, submission$lines)
  tryCatch(
    parse(text = text, keep.source = TRUE, srcfile = file),
    error = function(error) refuse("spyrales_syntax", details = syntax(conditionMessage(error)))
  )
}

# "submission.R:2:5: unexpected symbol" and the lines it quotes, or "no such escape (submission.R:2:5)".
syntax <- function(message) {
  parts <- regmatches(message, regexec("^[^:]*:([0-9]+):([0-9]+): ([^\n]*)", message))[[1L]]
  if (length(parts) == 0L) {
    parts <- regmatches(message, regexec("^(.*) \\([^:]*:([0-9]+):([0-9]+)\\)$", message))[[1L]][c(1L, 3L, 4L, 2L)]
  }
  if (anyNA(parts)) return(list(message = cap(message, MESSAGE_LENGTH), line = NULL, column = NULL, text = NULL))
  line <- as.integer(parts[2L])
  column <- as.integer(parts[3L])
  list(message = cap(parts[4L], MESSAGE_LENGTH), line = line, column = column, text = line_text(line))
}

call_named <- function(name, arguments, named) {
  f <- find_name(name)
  if (!is.function(f)) refuse("spyrales_not_callable", name = name, class_name = class_name(f))
  apply_to(f, arguments, named)
}

# Calls without the arguments spelled out in the call: a traceback that holds a whole frame helps nobody.
apply_to <- function(f, arguments, named) {
  arguments <- c(as.list(arguments), as.list(named))
  symbols <- lapply(seq_along(arguments), function(i) as.name(paste0("..", i)))
  names(symbols) <- names(arguments)
  caller <- function(...) eval(as.call(c(list(f), symbols)))
  do.call(caller, unname(arguments), quote = TRUE)
}

# A method of an object that was handed out: its own function of that name, else the generic function that R
# knows by it.
call_method <- function(object, name, arguments, named) {
  if (name == "__getattribute__") return(field(object, arguments[[1L]]))
  if (name == "__call__") return(apply_to(object, arguments, named))
  own <- if (is.environment(object) || (is.list(object) && !is.null(names(object)))) unclass_field(object, name)
  if (is.function(own)) return(apply_to(own, arguments, named))
  generic <- get0(name, globalenv(), mode = "function")
  if (is.null(generic)) refuse("spyrales_missing", name = name)
  apply_to(generic, c(list(object), as.list(arguments)), named)
}

unclass_field <- function(object, name) {
  if (is.environment(object)) get0(name, object, inherits = FALSE) else .subset2(object, name)
}

field <- function(object, name) {
  if (isS4(object)) return(methods::slot(object, name))
  value <- if (is.environment(object) || is.list(object)) unclass_field(object, name)
  if (is.null(value)) attr(object, name, exact = TRUE) else value
}

value_named <- function(name) find_name(name)

find_name <- function(name) {
  if (!exists(name, globalenv(), inherits = FALSE)) refuse("spyrales_missing", name = name)
  get(name, globalenv(), inherits = FALSE)
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

query <- function(sql, database) stop("SQL queries run in Python's sandbox only", call. = FALSE)

OPERATIONS <- list(
  load = load, call = call_named, method = call_method, value = value_named,
  figure = last_figure, names = names_of_all, look = look, run = run, query = query
)
