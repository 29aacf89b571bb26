# What R's errors mean and what to do: chosen by the message, which stays as it is beside the lesson.
#
# The texts are in `lessons_table.R`. `{1}`, `{2}` are parts of the message, `{missing}`, `{similar}` and the like
# what was seen around the error. A text whose parts aren't all there is left out, and the next one tried.

lesson_of <- function(message, seen) {
  if (!nzchar(message)) return(NULL)
  for (lesson in LESSONS) {
    parts <- regmatches(message, regexec(lesson$pattern, message, perl = TRUE))[[1L]]
    if (length(parts) == 0L) next
    known <- c(seen, stats::setNames(as.list(parts[-1L]), seq_along(parts[-1L])))
    if (is.function(lesson$also)) known <- c(lesson$also(known), known)
    text <- filled(lesson, known)
    if (!is.null(text)) return(text)
  }
  NULL
}

# Both texts with their parts put in; NULL where one is lacking.
filled <- function(text, known) {
  text <- text[c("fr", "en")]
  if (is.null(text$fr)) return(NULL)
  names <- unique(unlist(regmatches(unlist(text), gregexpr("\\{[a-z0-9]+\\}", unlist(text)))))
  for (name in names) {
    part <- known[[substr(name, 2L, nchar(name) - 1L)]]
    if (is.null(part) || anyNA(part) || !nzchar(paste(part, collapse = ""))) return(NULL)
    # A condition of the text, which it doesn't show.
    if (isTRUE(part)) part <- list(fr = "", en = "")
    part <- if (is.list(part)) part else list(fr = paste(part, collapse = ", "), en = paste(part, collapse = ", "))
    text <- Map(function(one, put) gsub(name, put, one, fixed = TRUE), text, part[c("fr", "en")])
  }
  text
}

# R's words for what other languages write otherwise.
other_words <- function(known) {
  words <- c(
    true = "TRUE", True = "TRUE", false = "FALSE", False = "FALSE", None = "NULL", null = "NULL", Null = "NULL",
    nan = "NaN", NAN = "NaN", na = "NA", Na = "NA", inf = "Inf", `print_f` = "sprintf", len = "length", and = "&", or = "|", not = "!"
  )
  name <- known[["missing"]]
  if (is.null(name) || !name %in% names(words)) NULL else list(word = words[[name]])
}

# The package that has a function, and whether it is here.
package_of <- function(known) {
  name <- known[["missing"]]
  if (is.null(name)) return(NULL)
  package <- PACKAGE_OF[[name]]
  if (is.null(package)) return(NULL)
  where <- if (is_installed(package)) "here" else "absent"
  c(list(package = package), stats::setNames(list(package), where))
}

is_installed <- function(package) length(find.package(package, quiet = TRUE)) > 0L

# What is known of a package that isn't there.
instead_of <- function(known) {
  name <- known[["missing"]]
  if (is.null(name)) return(NULL)
  near <- nearest(name, installed_names(), 0.25)
  known <- list(instead = INSTEAD_OF[[name]], near = near, packages = shown_packages(), built = if (has_library()) TRUE, bundled = if (name %in% BUNDLED) TRUE)
  known[!vapply(known, is.null, TRUE)]
}

installed_names <- function() {
  places <- .libPaths()
  unique(unlist(lapply(places, list.files)))
}

# Packages that this product can build for R, where somebody has.
BUNDLED <- c(
  "tidyverse", "dplyr", "tidyr", "ggplot2", "stringr", "lubridate", "forcats", "purrr", "tibble", "readr", "magrittr",
  "data.table", "MASS", "lattice", "nlme", "Matrix", "mgcv", "survival", "R6", "glue", "scales", "jsonlite", "knitr",
  "testthat", "stringi", "hms", "rlang", "vctrs", "yaml", "vroom"
)

has_library <- function() dir.exists("/usr/lib/R/site-library")

# Some of the packages that there are, those that learners ask for first.
shown_packages <- function() {
  known <- c(
    "dplyr", "tidyr", "ggplot2", "stringr", "lubridate", "data.table", "readr", "purrr", "forcats", "tibble", "MASS",
    "stats", "utils", "graphics", "grDevices", "methods", "splines", "stats4", "grid"
  )
  utils::head(known[known %in% installed_names()], 8L)
}
