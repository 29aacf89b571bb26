bilan <- function(montants) {
  x <- "x"
  repeat x <- paste0(x, x)
}
