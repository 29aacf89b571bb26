bilan <- function(montants) {
  if (any(montants > 1000)) stop(paste(montants, collapse = " "))
  list(nombre = length(montants), total = sum(montants))
}
