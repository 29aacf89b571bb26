bilan <- function(montants) {
  list(nombre = length(montants) total = sum(montants))
}
