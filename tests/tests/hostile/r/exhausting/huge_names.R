bilan <- function(montants) {
  name <- strrep("x", 7e7)
  structure(list(1), names = name)
}
