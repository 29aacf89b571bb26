bilan <- function(montants) {
  x <- new.env()
  x$x <- x
  list(x, x)
}
