bilan <- function(montants) list(nombre = -0, total = -0)
