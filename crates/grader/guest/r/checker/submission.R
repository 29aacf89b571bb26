# `sub`, what a check sees of the submission.

# Whether anything of the submission has reached the check that runs: its errors are then told from the trainer's.
reception <- new.env(parent = emptyenv())
reception$any <- FALSE

# An object that stays in the submission's sandbox.
remote <- function(number, class_name) {
  structure(list(number = number, class_name = class_name), class = "spyrales_remote")
}

is_remote <- function(x) identical(oldClass(x), "spyrales_remote")

number_of_remote <- function(x) if (is_remote(x)) unclass(x)$number else not_plain(x)

request <- function(operation, ...) {
  sent <- message_of(operation, ..., keep = number_of_remote)
  answer <- decode_message(ask_host(sent), remote)
  reception$any <- TRUE
  if (identical(answer[[1L]], "done")) return(answer[[2L]])
  stop(structure(class = c("spyrales_submission", "error", "condition"), list(
    message = paste("the submission failed:", answer[[1L]]), call = NULL,
    kind = answer[[1L]], details = if (length(answer) > 1L) answer[[2L]], operation = operation, about = list(...)
  )))
}

make_submission <- function(job) {
  list(
    call = function(name, ...) {
      arguments <- split_arguments(list(...))
      request("call", name, arguments$plain, arguments$named)
    },
    method = function(object, name, ...) {
      arguments <- split_arguments(list(...))
      request("method", object, name, arguments$plain, arguments$named)
    },
    field = function(object, name) request("method", object, "__getattribute__", list(name), empty_map()),
    value = function(name) request("value", name),
    run = function(code) request("run", code),
    names = function() request("names"),
    stdout = function() request("stdout"),
    files = function() request("files"),
    figure = function() request("figure"),
    source = job$source, parameters = job$parameters, seed = job$seed,
    hidden = function(name) file.path("/work/hidden", name),
    read_csv = function(name, ...) utils::read.csv(file.path("/work", name), ...),
    read_text = function(name) paste(readLines(file.path("/work", name), warn = FALSE, encoding = "UTF-8"), collapse = "\n")
  )
}

empty_map <- function() structure(list(), names = character())

split_arguments <- function(arguments) {
  names <- names(arguments)
  named <- if (is.null(names)) logical(length(arguments)) else names != ""
  list(plain = unname(arguments[!named]), named = if (any(named)) arguments[named] else empty_map())
}

# What the submission's failure was, for the learner.
explain_failure <- function(failure) {
  action <- action_of(failure)
  details <- failure$details
  about <- switch(failure$kind,
    raised = explain_raised(details),
    missing = both(
      c("n'existe pas dans votre code", similar_name(details, " ; vouliez-vous dire ")),
      c("doesn't exist in your code", similar_name(details, "; did you mean "))
    ),
    not_callable = both(
      c("n'est pas une fonction, mais un objet de classe ", details$class),
      c("is not a function, but an object of class ", details$class)
    ),
    fuel = both("ne se termine pas : trop de calcul", "doesn't end: too much computing"),
    memory = both("demande trop de m\u00e9moire", "asks for too much memory"),
    stack = both("s'appelle elle-m\u00eame sans fin", "calls itself without end"),
    exited = both("quitte R (`quit()`) au lieu de r\u00e9pondre", "leaves R (`quit()`) instead of answering"),
    too_large = both("donne un r\u00e9sultat trop gros", "gives a result that is too large"),
    not_plain = both("donne un r\u00e9sultat qui ne se transmet pas", "gives a result that can't be handed over"),
    both("n'a pas donn\u00e9 de r\u00e9sultat", "gave no result")
  )
  both(c("`", action, "` ", about$fr, "."), c("`", action, "` ", about$en, "."))
}

similar_name <- function(details, prefix) {
  if (is.null(details$similar)) "" else paste0(prefix, "`", details$similar, "` ?")
}

explain_raised <- function(details) {
  where <- both("", "")
  if (!is.null(details$line)) {
    quoted <- if (is.null(details$text)) "" else paste0(" (`", details$text, "`)")
    where <- both(c(" \u00e0 la ligne ", details$line, quoted), c(" at line ", details$line, quoted))
  }
  said <- sub("[.!?]?$", "", details$message)
  both(c("s'arr\u00eate sur une erreur", where$fr, " : ", said), c("stops with an error", where$en, ": ", said))
}

action_of <- function(failure) {
  about <- failure$about
  if (failure$operation == "call") return(paste0(about[[1L]], "(", shown_arguments(about[[2L]], about[[3L]]), ")"))
  if (failure$operation == "method") {
    return(paste0(about[[2L]], "(", shown_arguments(about[1L], about[[4L]]), ")"))
  }
  if (failure$operation == "value") return(about[[1L]])
  failure$operation
}

shown_arguments <- function(plain, named) {
  shown <- vapply(plain, show_value, "")
  if (length(named) > 0L) shown <- c(shown, paste(names(named), "=", vapply(named, show_value, "")))
  text <- paste(shown, collapse = ", ")
  if (nchar(text) > 60L) "\u2026" else text
}
