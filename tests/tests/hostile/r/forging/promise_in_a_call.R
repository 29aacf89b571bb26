bilan <- function(montants) function() list(nombre = length(montants), total = sum(montants))
