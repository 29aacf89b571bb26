bilan <- function(montants) {
  on.exit(repeat {})
  stop("fin")
}
