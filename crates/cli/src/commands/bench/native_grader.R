# A grader as most are: the learner's code and the checks in one fresh process. Rival of `spyrales bench`.
#
# It offers just enough of the trainers' functions for the measured exercise; packages are its arguments.

for (name in commandArgs(TRUE)) suppressPackageStartupMessages(library(name, character.only = TRUE))

submission <- new.env(parent = globalenv())
sys.source("submission.R", submission)
sub <- list(
  call = function(name, ...) do.call(get(name, submission), list(...)),
  value = function(name) get(name, submission), seed = 7,
  read_csv = function(name, ...) read.csv(name, ...), hidden = function(name) file.path("hidden", name)
)

expect_equal <- function(got, expected, ...) stopifnot(isTRUE(all.equal(got, expected, check.attributes = FALSE)))
expect_close <- function(got, expected, rtol = 1e-9, ...) {
  stopifnot(isTRUE(all.equal(got, expected, tolerance = rtol, check.attributes = FALSE)))
}
expect_frame <- function(got, expected, ...) {
  stopifnot(isTRUE(all.equal(as.data.frame(got), expected, check.attributes = FALSE)))
}
expect_true <- function(condition, ...) stopifnot(isTRUE(condition))

checks <- list()
check <- function(id, code, ...) checks[[id]] <<- substitute(code)
sys.source("check.R", environment())
for (code in checks) {
  set.seed(sub$seed)
  eval(code)
}
cat(length(checks), "checks passed\n")
