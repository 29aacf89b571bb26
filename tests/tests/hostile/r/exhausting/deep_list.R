bilan <- function(montants) {
  x <- list()
  for (i in 1:200000) x <- list(x)
  x
}
