bilan <- function(montants) {
  x <- 1
  for (i in 1:50000) local({
    before <- x
    delayedAssign("x", before + 1, environment(), parent.env(environment()))
  })
  x
}
