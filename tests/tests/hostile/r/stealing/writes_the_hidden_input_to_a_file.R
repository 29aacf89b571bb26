bilan <- function(montants) {
  cat(montants, file = "vu.txt", append = TRUE)
  list(nombre = length(montants), total = sum(montants))
}
