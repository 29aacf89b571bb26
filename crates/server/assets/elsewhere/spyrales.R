# Hands answers to Spyrales in from RStudio or a terminal, and says what came of them.
#
#   source("spyrales.R")
#   spyrales_submit("PACK/EXERCISE", "answer.R")
#
# The token comes from the page « Mon compte »; put it into the environment variable SPYRALES_TOKEN. Needs R, the command
# curl and the package jsonlite.

spyrales_origin <- "{{origin}}"

spyrales_submit <- function(exercise, path, token = Sys.getenv("SPYRALES_TOKEN")) {
  if (!nzchar(token)) stop("mettez votre jeton dans SPYRALES_TOKEN (page « Mon compte »)", call. = FALSE)
  parts <- strsplit(exercise, "/", fixed = TRUE)[[1]]
  address <- sprintf("/api/v1/packs/%s/exercises/%s/submissions", parts[1], parts[2])
  accepted <- spyrales_ask(address, token, path)
  repeat {
    submission <- spyrales_ask(paste0(accepted$links$submission, "?wait=60"), token)
    if (!submission$state %in% c("queued", "grading")) break
  }
  if (submission$state == "set_aside") stop(submission$why, call. = FALSE)
  verdict <- submission$verdict
  cat(sprintf("%g / %g points\n", verdict$earned, verdict$possible))
  if (!is.null(verdict$explanation)) cat(verdict$explanation, "\n")
  for (check in verdict$checks) {
    cat(if (check$status == "passed") "\u2713" else "\u2717", check$title, "\n")
    for (text in c(check$message, check$hint)) cat("   ", gsub("\n", "\n    ", text), "\n")
  }
  invisible(verdict)
}

# The token goes through curl's standard input: a command line is for everybody on the machine to read.
spyrales_ask <- function(address, token, path = NULL) {
  config <- c(
    sprintf("header = \"Authorization: Bearer %s\"", token),
    "header = \"Accept-Language: fr\"",
    "silent", "show-error",
    sprintf("url = \"%s%s\"", spyrales_origin, address),
    if (!is.null(path)) c("header = \"Content-Type: text/plain; charset=utf-8\"", sprintf("data-binary = \"@%s\"", path))
  )
  answer <- system2("curl", c("--config", "-"), stdout = TRUE, input = config)
  answer <- jsonlite::fromJSON(paste(answer, collapse = "\n"), simplifyVector = FALSE)
  if (!is.null(answer$detail)) stop(paste(answer$detail, answer$hint), call. = FALSE)
  answer
}
