# Runs the learner's code from top to bottom.

FILENAME <- "submission.R"

# A line that fails doesn't keep those after it from running: that's how lines are sent to a console, and a learner
# whose `setwd` works on their own machine alone has still written what was asked for. The first failure is told.
#
# What is asked for (pairs of a kind and a name) decides whether the script has done what it had to all the same.
load <- function(source, seed, asked = list()) {
  submission$notes <- list()
  submission$file <- NULL
  set.seed(seed %% 2147483647)
  setwd("/work")
  read <- read_document(source)
  submission$lines <- read$lines
  failed <- NULL
  code <- withRestarts(
    {
      references <- attr(read$expressions, "srcref")
      for (i in seq_along(read$expressions)) {
        submission$current <- as.integer(references[[i]])[1L]
        outcome <- run_at_top(read$expressions[[i]])
        if (is.null(failed)) failed <- outcome
        # Where the memory is gone, whatever comes next fails too.
        if (!is.null(outcome) && startsWith(outcome$message, "cannot allocate")) break
      }
      NULL
    },
    spyrales_quit = function(status) if (is.numeric(status)) as.integer(status)[1L] else 0L
  )
  submission$current <- NULL
  keep_script_figure()
  stopped <- !is.null(failed) || !is.null(code)
  if (stopped && !(length(asked) > 0L && all(vapply(asked, is_there, TRUE)))) {
    if (is.null(failed)) refuse("spyrales_exited", code = code)
    refuse("spyrales_raised", details = failed)
  }
  if (!is.null(failed)) add_note(note_of_failure(failed))
  if (length(submission$notes) > 0L) list(notes = utils::head(submission$notes, MOST_NOTES))
}

MOST_NOTES <- 4L

# Whether what is asked for is there. A figure or a file may be asked for by the name of the function that makes it.
is_there <- function(asked) {
  name <- asked[[2L]]
  switch(asked[[1L]],
    "function" = exists(name, globalenv(), mode = "function", inherits = FALSE),
    figure = exists(name, globalenv(), inherits = FALSE) || !is.null(drawn$script),
    file = exists(name, globalenv(), inherits = FALSE) || file.exists(file.path("/work", name)),
    exists(name, globalenv(), inherits = FALSE)
  )
}

note_of_failure <- function(failed) {
  known <- list(line = as.character(failed$line), message = failed$message, text = cap(failed$text, 80L))
  text <- filled(FAILED_LINE, known)
  help <- failed$help
  if (is.null(help)) text else list(fr = paste(text$fr, help$fr), en = paste(text$en, help$en))
}

# What a line of the script failed with, if it did. Values that nobody takes are printed as R's own top level does:
# by the learner's methods, if there are some.
run_at_top <- function(expression) {
  seen <- NULL
  tryCatch(
    withCallingHandlers(
      {
        result <- withVisible(eval(expression, globalenv()))
        if (result$visible) print_at_top(result$value)
        NULL
      },
      warning = note_warning,
      message = muffle_noise,
      error = function(error) if (is.null(seen)) seen <<- look_around(error, sys.calls(), sys.frames())
    ),
    error = function(error) failure(error, seen)
  )
}

# What R says of itself for lack of a package that helps those who write packages.
muffle_noise <- function(message) {
  if (grepl("was not checked for suspicious field assignments", message_in(message), fixed = TRUE)) {
    invokeRestart("muffleMessage")
  }
}

print_at_top <- function(value) {
  if (isS4(value)) return(methods::show(value))
  place <- new.env(parent = globalenv())
  place$x <- value
  eval(call_of_print, place)
}

call_of_print <- as.call(list(base::print, quote(x)))

# Something that the learner should know of a line of a script that is graded all the same.
note <- function(text) {
  line <- submission$current
  if (is.null(line)) return(invisible())
  add_note(list(fr = paste0("Ligne ", line, " : ", text$fr), en = paste0("Line ", line, ": ", text$en)))
}

add_note <- function(text) {
  submission$notes[[length(submission$notes) + 1L]] <- text
  invisible()
}

# The expressions of a text, or the error that R's parser stops with.
parse_lines <- function(lines) {
  file <- srcfilecopy(FILENAME, lines)
  tryCatch(parse(text = paste(lines, collapse = "\n"), keep.source = TRUE, srcfile = file), error = identity)
}

# "submission.R:2:5: unexpected symbol" and the lines it quotes, or "no such escape (submission.R:2:5)".
syntax <- function(message, lines) {
  parts <- regmatches(message, regexec("^[^:]*:([0-9]+):([0-9]+): ([^\n]*)", message))[[1L]]
  if (length(parts) == 0L) {
    parts <- regmatches(message, regexec("^(.*) \\([^:]*:([0-9]+):([0-9]+)\\)$", message))[[1L]][c(1L, 3L, 4L, 2L)]
  }
  if (anyNA(parts)) {
    parts <- c("", zero_length_name(lines), NA, message)
  }
  line <- if (is.na(parts[2L])) NULL else min(as.integer(parts[2L]), length(lines))
  column <- if (!is.na(parts[3L])) as.integer(parts[3L])
  details <- list(message = cap(parts[4L], MESSAGE_LENGTH), line = line, column = column, text = line_text(line))
  details$help <- lesson_of_syntax(details$message, line, column, lines)
  details
}

# The line of an empty name: R's parser doesn't say it.
zero_length_name <- function(lines) {
  place <- grep("``|\"\" *<-|'' *<-", lines)
  if (length(place) == 0L) NA else place[1L]
}
