# What a check states. Each expectation fails the check, with an explanation, where it isn't met.

fail <- function(text, difference = NULL) {
  stop(structure(class = c("spyrales_failed", "error", "condition"), list(
    message = text$fr, call = NULL, text = text, difference = difference
  )))
}

misuse <- function(message) {
  stop(structure(class = c("spyrales_misuse", "error", "condition"), list(message = message, call = NULL)))
}

THE_RESULT <- list(fr = "le r\u00e9sultat", en = "the result")

settle <- function(found, what, hint) {
  if (is.null(found)) return(invisible(TRUE))
  what <- bilingual(what)
  text <- both(c(what$fr, " : ", found$text$fr), c(what$en, ": ", found$text$en))
  fail(sentences(capital(text), bilingual(hint)), found$difference)
}

# Exact equality, also inside lists. For computed numbers, take `expect_close`.
expect_equal <- function(got, expected, strict = FALSE, nan_equal = TRUE, what = THE_RESULT, hint = NULL) {
  rules <- list(close = FALSE, strict = strict, nan_equal = nan_equal)
  settle(compare_crossed(got, expected, rules), what, hint)
}

# Equality with a tolerance: |got - expected| <= max(atol, rtol * |expected|). Where `rtol` is given, `atol` is 0
# unless it is given too.
expect_close <- function(got, expected, rtol = NULL, atol = NULL, nan_equal = TRUE, strict = FALSE,
                         what = THE_RESULT, hint = NULL) {
  rules <- list(close = TRUE, rtol = rtol, atol = atol, strict = strict, nan_equal = nan_equal)
  settle(compare_crossed(got, expected, rules), what, hint)
}

# A data frame, looked at in the order of the explanations: kind, columns, rows, types, values.
expect_frame <- function(got, expected, columns = NULL, ignore_row_order = FALSE, ignore_column_order = FALSE,
                         check_types = TRUE, check_row_names = FALSE, rtol = NULL, atol = NULL, nan_equal = TRUE,
                         what = list(fr = "le tableau", en = "the table"), hint = NULL) {
  if (!is.data.frame(expected)) misuse("expect_frame: `expected` must be a data frame")
  rules <- list(close = TRUE, rtol = rtol, atol = atol, strict = FALSE, nan_equal = nan_equal)
  frame <- frame_rules(columns, ignore_row_order, ignore_column_order, check_types, check_row_names)
  expected <- crossed(expected)
  found <- if (is.data.frame(got)) compare_frames(got, expected, rules, frame) else wrong_kind(got, expected)
  settle(found, what, hint)
}

# A condition that must hold; `what` says in words what is wrong where it doesn't.
expect_true <- function(condition, what = list(fr = "la condition attendue n'est pas remplie", en = "the expected condition doesn't hold"),
                        hint = NULL) {
  if (isTRUE(as.vector(condition))) return(invisible(TRUE))
  text <- capital(bilingual(what))
  fail(sentences(both(c(text$fr, "."), c(text$en, ".")), bilingual(hint)))
}

# The class of what came: "factor", "Date", "data.frame", "numeric", "character"...
expect_class <- function(got, class, what = THE_RESULT, hint = NULL) {
  if (!is_remote(got) && inherits(got, class, which = FALSE)) return(invisible(TRUE))
  found <- if (is_remote(got)) class_of_remote(got) else class(got)[1L]
  if (found %in% class || (is_remote(got) && any(class %in% classes_of_remote(got)))) return(invisible(TRUE))
  class <- paste(class, collapse = " / ")
  settle(problem(both(
    c("la classe devait \u00eatre \u00ab ", class, " \u00bb, et c'est \u00ab ", found, " \u00bb."),
    c("the class should be \"", class, "\", and is \"", found, "\".")
  )), what, hint)
}

# The submission must raise an error in `code`.
# ... of this class, or with a message that this pattern fits, where they are given.
expect_error <- function(code, what = NULL, hint = NULL, class = NULL, pattern = NULL) {
  failed <- tryCatch({
    force(code)
    NULL
  }, spyrales_submission = function(failure) failure)
  if (!is.null(failed) && failed$kind == "raised") return(settle(compare_error(failed$details, class, pattern), THE_ERROR, hint))
  if (!is.null(failed)) stop(failed)
  text <- if (is.null(what)) both("une erreur devait \u00eatre lev\u00e9e", "an error should be raised") else bilingual(what)
  text <- capital(text)
  fail(sentences(both(c(text$fr, "."), c(text$en, ".")), bilingual(hint)))
}

THE_ERROR <- list(fr = "l'erreur lev\u00e9e", en = "the error raised")

compare_error <- function(details, class, pattern) {
  classes <- unlist(c(details$type, details$bases))
  if (!is.null(class) && !any(class %in% classes)) {
    return(problem(both(
      c("sa classe devait \u00eatre ", quoted_fr(class), ", et c'est ", quoted_fr(details$type), "."),
      c("its class should be ", quoted_en(class), ", and is ", quoted_en(details$type), ".")
    )))
  }
  if (is.null(pattern) || grepl(pattern, details$message)) return(NULL)
  problem(both(
    c("son message ne convient pas : ", quoted_fr(shorten(details$message)), "."),
    c("its message isn't right: ", quoted_en(shorten(details$message)), ".")
  ))
}
