# `sub`, what a check sees of the submission.

# Whether anything of the submission has reached the check that runs: its errors are then told from the trainer's.
reception <- new.env(parent = emptyenv())
reception$any <- FALSE

request <- function(operation, ...) {
  sent <- message_of(operation, ..., keep = number_of_remote)
  answer <- decode_message(ask_host(sent), remote)
  reception$any <- TRUE
  if (identical(answer[[1L]], "done")) return(answer[[2L]])
  details <- if (length(answer) > 1L) answer[[2L]]
  # As on a desk: a check may catch it by the learner's class, and ask for its message.
  classes <- if (identical(answer[[1L]], "raised")) unlist(c(details$type, details$bases))
  classes <- setdiff(classes[!startsWith(as.character(classes), "spyrales")], c("error", "condition", "interrupt"))
  message <- if (is.character(details$message)) details$message else paste("the submission failed:", answer[[1L]])
  stop(structure(class = c("spyrales_submission", classes, "error", "condition"), list(
    message = message, call = NULL, kind = answer[[1L]], details = details, operation = operation, about = list(...)
  )))
}

make_submission <- function(job) {
  list(
    call = function(name, ...) {
      arguments <- split_arguments(list(...))
      reception$called <- name
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

# What the submission's failure was, for the learner. A cause that an earlier check has told isn't told again.
explain_failure <- function(failure) {
  known <- failure_known(failure)
  if (!is.null(known)) {
    action <- action_of(failure)
    return(both(
      c("`", action, "` \u00e9choue pour la m\u00eame raison qu'\u00e0 la v\u00e9rification \u00ab ", known$fr, " \u00bb."),
      c("`", action, "` fails for the same reason as in the check \u201c", known$en, "\u201d.")
    ))
  }
  action <- action_of(failure)
  details <- failure$details
  if (failure$kind == "missing") return(explain_missing(details))
  about <- switch(failure$kind,
    raised = explain_raised(details),
    not_callable = both(
      c("n'est pas une fonction, mais un objet de classe ", details$class),
      c("is not a function, but an object of class ", details$class)
    ),
    fuel = explain_fuel(details),
    memory = explain_memory(details),
    stack = both("s'appelle elle-m\u00eame sans fin", "calls itself without end"),
    exited = both("quitte R (`quit()`) au lieu de r\u00e9pondre", "leaves R (`quit()`) instead of answering"),
    too_large = both("donne un r\u00e9sultat trop gros", "gives a result that is too large"),
    not_plain = both("donne un r\u00e9sultat qui ne se transmet pas", "gives a result that can't be handed over"),
    both("n'a pas donn\u00e9 de r\u00e9sultat", "gave no result")
  )
  both(c("`", action, "` ", about$fr, "."), c("`", action, "` ", about$en, "."))
}

# A number of operations, in round words.
operations <- function(count) {
  if (count >= 1e9) return(both(c(count %/% 1e9, " milliards d'op\u00e9rations"), c(count %/% 1e9, " billion operations")))
  both(c(count %/% 1e6, " millions d'op\u00e9rations"), c(count %/% 1e6, " million operations"))
}

explain_fuel <- function(details) {
  granted <- details$granted
  limit <- details$limit
  if (is.null(granted) || is.null(limit)) return(both("ne se termine pas : trop de calcul", "doesn't end: too much computing"))
  if (granted == 0) {
    return(both(
      "n'a pas \u00e9t\u00e9 essay\u00e9 : d'autres appels ont d\u00e9j\u00e0 \u00e9puis\u00e9 le calcul accord\u00e9, sans doute pour la m\u00eame raison",
      "wasn't tried: other calls have used up the computation that is granted, most likely for the same reason"
    ))
  }
  all <- operations(granted)
  rest <- if (granted < limit) {
    both(", ce qui reste apr\u00e8s un appel qui a tout \u00e9puis\u00e9", ", which is granted after a call that used up all")
  } else {
    both("", "")
  }
  costly <- if (in_r()) "`rbind` dans un `for`" else "`iterrows`, `apply(axis=1)`"
  both(
    c("ne se termine pas : trop de calcul (", all$fr, rest$fr, "). Une boucle sans fin, dont la condition ne change jamais ? Sinon, ce qui co\u00fbte autant : une boucle ligne par ligne sur un grand tableau (", costly, "), un mod\u00e8le ajust\u00e9 des centaines de fois"),
    c("doesn't end: too much computing (", all$en, rest$en, "). An endless loop, whose condition never changes? If not, what costs as much: a loop over the rows of a large table (", sub(" dans un ", " in a ", costly), "), a model fitted hundreds of times")
  )
}

explain_memory <- function(details) {
  if (is.null(details$mib)) return(both("demande trop de m\u00e9moire", "asks for too much memory"))
  both(
    c("demande plus de m\u00e9moire que les ", details$mib, " Mio accord\u00e9s"),
    c("asks for more memory than the ", details$mib, " MiB that are granted")
  )
}

# The title of the visible check that told this failure before.
failure_known <- function(failure) {
  details <- failure$details
  key <- paste(c(
    failure$kind, if (failure$kind %in% c("missing", "not_callable", "fuel")) failure$about[[1L]],
    if (failure$kind == "fuel") identical(as.numeric(details$granted), 0),
    details$message, details$line, details$missing
  ), collapse = "\n")
  told <- registry$told[[key]]
  current <- registry$current
  if (is.null(told) && !is.null(current) && !isTRUE(current$hidden)) registry$told[[key]] <- list(id = current$id, title = current$title)
  if (is.null(told) || identical(told$id, current$id) || is.null(details$message) && failure$kind == "raised") NULL else told$title
}

explain_missing <- function(details) {
  near <- details$similar
  sentences(
    both(c("Votre code ne d\u00e9finit pas `", details$name, "`."), c("Your code doesn't define `", details$name, "`.")),
    if (!is.null(near)) both(c("Est-ce `", near, "`, \u00e0 renommer ?"), c("Is it `", near, "`, to be renamed?"))
  )
}

explain_raised <- function(details) {
  where <- both("", "")
  if (!is.null(details$line)) {
    quoted <- if (is.null(details$text)) "" else paste0(" (`", details$text, "`)")
    where <- both(c(" \u00e0 la ligne ", details$line, quoted), c(" at line ", details$line, quoted))
  }
  said <- sub("[.!?]?$", "", details$message)
  # R's own class of an error says nothing more; Python's, and a learner's, does.
  if (!is.null(details$type) && details$type != "Error") said <- paste0(details$type, ": ", said)
  help <- details$help
  if (is.null(help$fr) || is.null(help$en)) {
    return(both(c("s'arr\u00eate sur une erreur", where$fr, " : ", said), c("stops with an error", where$en, ": ", said)))
  }
  both(
    c("s'arr\u00eate sur une erreur", where$fr, " : ", help$fr, "\nMessage d'origine : ", said),
    c("stops with an error", where$en, ": ", help$en, "\nOriginal message: ", said)
  )
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
