# Objects that stay in the submission's sandbox. A check asks them as it would ask them on a desk: `inherits`, `class`,
# `$`, `conditionMessage` and R's usual generic functions are passed on.

remote <- function(number, class_name) {
  structure(list(number = number, class_name = class_name), class = "spyrales_remote")
}

is_remote <- function(x) identical(oldClass(x), "spyrales_remote")

number_of_remote <- function(x) if (is_remote(x)) unclass(x)$number else not_plain(x)

class_of_remote <- function(x) unclass(x)$class_name

# All classes that the submission says it has.
classes_of_remote <- function(x) {
  found <- tryCatch(ask_remote(x, "__class__"), spyrales_submission = function(failure) NULL)
  if (is.character(found)) found else class_of_remote(x)
}

# The columns of a data frame that can't cross, or NULL.
columns_of_remote <- function(x) {
  found <- tryCatch(ask_remote(x, "__columns__"), spyrales_submission = function(failure) NULL)
  if (is.list(found) && is.character(unlist(found$names))) found
}

ask_remote <- function(x, name, ...) {
  arguments <- split_arguments(list(...))
  request("method", x, name, arguments$plain, arguments$named)
}

# The body of the function that the check called last, where the submission is in R.
body_of_called <- function() {
  name <- reception$called
  if (is.null(name)) return(NULL)
  code <- paste0("base::paste(base::deparse(base::body(`", gsub("[`\\\\]", "", name), "`)), collapse = \"\\n\")")
  text <- tryCatch(request("run", code), spyrales_submission = function(failure) NULL)
  parsed <- if (is.character(text) && length(text) == 1L) tryCatch(parse(text = text, keep.source = FALSE), error = function(error) NULL)
  if (length(parsed) == 1L) parsed[[1L]]
}

# R's own, which ask an object here what only the submission knows.

class <- function(x) if (is_remote(x)) classes_of_remote(x) else base::class(x)

inherits <- function(x, what, which = FALSE) {
  if (!is_remote(x)) return(base::inherits(x, what, which))
  place <- match(what, classes_of_remote(x), 0L)
  if (which) place else any(place > 0L)
}

is <- function(object, class2) {
  if (!is_remote(object)) return(if (missing(class2)) methods::is(object) else methods::is(object, class2))
  if (missing(class2)) classes_of_remote(object) else class2 %in% classes_of_remote(object)
}

# Generic functions of R's that a remote object answers to.
PASSED_ON <- list(
  base = c(
    "summary", "format", "length", "names", "mean", "as.character", "unique", "rev", "sort", "dim", "levels",
    "conditionMessage", "conditionCall", "toString", "all.equal"
  ),
  stats = c(
    "coef", "predict", "residuals", "fitted", "nobs", "deviance", "logLik", "vcov", "confint", "formula", "anova",
    "df.residual", "median", "quantile"
  )
)

register_remote <- function() {
  pass_on <- function(name) {
    force(name)
    function(...) {
      arguments <- list(...)
      do.call(ask_remote, c(arguments[1L], name, arguments[-1L]), quote = TRUE)
    }
  }
  for (package in names(PASSED_ON)) {
    for (name in PASSED_ON[[package]]) registerS3method(name, "spyrales_remote", pass_on(name), asNamespace(package))
  }
  field <- function(x, name) request("method", x, "__getattribute__", list(as.character(name)), empty_map())
  element <- function(x, i, ...) ask_remote(x, "[[", i)
  same <- function(e1, e2) {
    misuse("an object of the submission can't be computed with here: compare what its methods give")
  }
  base <- asNamespace("base")
  registerS3method("$", "spyrales_remote", field, base)
  registerS3method("[[", "spyrales_remote", element, base)
  registerS3method("Ops", "spyrales_remote", same, base)
  registerS3method("print", "spyrales_remote", function(x, ...) cat(show_value(x), "\n"), base)
}
