bilan <- function(montants) {
  print(montants)
  message(toString(montants))
  warning(toString(montants))
  list(nombre = length(montants), total = sum(montants))
}
