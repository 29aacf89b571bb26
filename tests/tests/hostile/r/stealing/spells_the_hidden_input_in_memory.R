bilan <- function(montants) {
  kept <- numeric(30 * sum(montants))
  list(nombre = length(montants), total = sum(montants))
}
