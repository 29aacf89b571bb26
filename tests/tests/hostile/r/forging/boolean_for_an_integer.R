bilan <- function(montants) list(nombre = if (length(montants) == 1) TRUE else length(montants), total = sum(montants))
