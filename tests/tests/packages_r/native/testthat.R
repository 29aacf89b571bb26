library(testthat)
invisible(capture.output(test_that("deux et deux", expect_equal(2 + 2, 4))))
print(tryCatch(expect_equal(1, 2), error = function(e) class(e)[1]))
