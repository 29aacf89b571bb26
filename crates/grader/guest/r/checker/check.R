# The checks of an exercise: declaring them, running them, telling the host what came of it.

registry <- new.env(parent = emptyenv())

begin_registry <- function() {
  registry$checks <- list()
  registry$credit <- 0
  registry$told <- list()
  registry$current <- NULL
}

# Declares a check; `code` runs later, with `sub` at hand. `id` is what wrong answers name.
check <- function(id, code, points = 1, title = NULL, hint = NULL, hidden = FALSE, group = NULL) {
  if (!is.character(id) || length(id) != 1L || !grepl("^[A-Za-z][A-Za-z0-9_]*$", id)) {
    misuse("check: the first argument names the check: letters, digits and _")
  }
  if (id %in% names(registry$checks)) misuse(paste0("check: there are two checks named ", id))
  if (!is.numeric(points) || length(points) != 1L || is.na(points) || points <= 0) {
    misuse(paste0("check ", id, ": points must be a number above 0"))
  }
  if (missing(code)) misuse(paste0("check ", id, ": its code is missing"))
  registry$checks[[id]] <- list(
    code = substitute(code), frame = parent.frame(),
    about = list(
      id = id, title = bilingual(if (is.null(title)) id else title), points = as.double(points),
      hidden = isTRUE(hidden), hint = bilingual(hint), group = group
    )
  )
  invisible()
}

# Earns a part of the points even if what follows fails.
credit <- function(part) {
  if (!is.numeric(part) || length(part) != 1L || is.na(part) || part < 0 || part > 1) {
    misuse("credit: a number from 0 to 1")
  }
  registry$credit <- part
  invisible()
}

tell <- function(word, ...) ask_host(message_of(word, ...))

# Loads the check file for the grades to come, after a rehearsal on the reference solution: what is loaded or
# computed once is so already. The file is then loaded afresh, so that nothing of the rehearsal is left.
prepare_checks <- function() {
  job <- decode(ask_host(message_of("job")))
  before <- world()
  load_or_tell(job)
  perform(job)
  restore(before)
  load_or_tell(job)
  invisible(gc())
}

# What a check file can change outside of its own variables: files that it runs by `source` define theirs in the global
# environment, and what the rehearsal left there would be a different world for the grade.
world <- function() {
  list(options = options(), search = search(), places = lapply(PLACES, list.files, recursive = TRUE, all.files = TRUE))
}

PLACES <- c("/work", "/tmp")

restore <- function(before) {
  rm(list = ls(globalenv(), all.names = TRUE), envir = globalenv())
  for (place in setdiff(search(), before$search)) {
    if (!startsWith(place, "package:")) detach(place, character.only = TRUE)
  }
  closeAllConnections()
  set <- options()
  options(stats::setNames(vector("list", length(set)), names(set))[setdiff(names(set), names(before$options))])
  options(before$options)
  for (i in seq_along(PLACES)) {
    left <- setdiff(list.files(PLACES[i], recursive = TRUE, all.files = TRUE), before$places[[i]])
    unlink(file.path(PLACES[i], left))
  }
  setwd("/work")
  invisible()
}

load_or_tell <- function(job) {
  tryCatch(load_checks(job), error = function(error) {
    message <- conditionMessage(error)
    tell("unusable", list(message = message, line = NULL, trace = message))
    stop("the check file can't be used", call. = FALSE)
  })
}

# Announces the checks of the exercise and runs them on a submission, the hidden ones last.
run_checks <- function() perform(decode(ask_host(message_of("job"))))

perform <- function(job) {
  registry$language <- job$language
  registry$told <- list()
  registry$offered$sub <- make_submission(job)
  checks <- registry$checks
  for (check in checks) tell("check", check$about)
  hidden <- vapply(checks, function(check) check$about$hidden, TRUE)
  for (check in checks[!hidden]) tell("outcome", outcome_of(check, job$seed))
  if (any(hidden)) {
    # From here on the host keeps to itself what the submission does. The seed of the hidden checks comes only now.
    job$seed <- decode(ask_host(message_of("curtain")))
    registry$offered$sub <- make_submission(job)
  }
  for (check in checks[hidden]) tell("outcome", outcome_of(check, job$seed))
  invisible()
}

# The check file sees the functions of this harness, `sub`, and R's own packages.
load_checks <- function(job) {
  begin_registry()
  offered <- new.env(parent = globalenv())
  for (name in OFFERED) assign(name, get(name, parent.env(environment())), offered)
  offered$sub <- make_submission(job)
  registry$offered <- offered
  setwd("/work")
  set.seed(job$seed %% 2147483647)
  frame <- new.env(parent = offered)
  for (expression in parse(text = job$check, keep.source = FALSE)) eval(expression, frame)
  if (length(registry$checks) == 0L) misuse("the file declares no check")
}

OFFERED <- c(
  "check", "credit", "expect_equal", "expect_close", "expect_frame", "expect_figure", "expect_true",
  "expect_class", "expect_error", "inherits", "class", "is"
)

outcome_of <- function(check, seed) {
  reception$any <- FALSE
  reception$called <- NULL
  registry$current <- check$about
  registry$credit <- 0
  set.seed(seed %% 2147483647)
  outcome <- function(status, text = NULL, difference = NULL, trace = NULL) {
    if (check$about$hidden) text <- difference <- NULL
    list(
      id = check$about$id, status = status,
      credit = switch(status, passed = 1, failed = as.double(registry$credit), 0),
      message = text, difference = difference, trace = trace
    )
  }
  tryCatch(
    {
      eval(check$code, new.env(parent = check$frame))
      outcome("passed")
    },
    spyrales_failed = function(failed) outcome("failed", failed$text, failed$difference),
    spyrales_submission = function(failure) outcome("failed", explain_failure(failure)),
    error = function(error) {
      trace <- paste(conditionMessage(error), paste(deparse(conditionCall(error)), collapse = " "), sep = "\n")
      if (!reception$any || is_trainers(error)) return(outcome("broken", trace = trace))
      outcome("failed", both(
        "Votre r\u00e9sultat n'a pas la forme attendue : son examen s'est arr\u00eat\u00e9 sur une erreur.",
        "Your result isn't of the expected form: examining it stopped with an error."
      ), trace = trace)
    }
  )
}

# Errors that say something of the check, whatever the submission returned.
is_trainers <- function(error) {
  inherits(error, c("spyrales_misuse", "spyrales_not_plain")) ||
    grepl("could not find function|object '[^']+' not found|no package called", conditionMessage(error))
}
