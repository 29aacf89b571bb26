Compteur <- setRefClass("Compteur", fields = list(nombre = function(value) 1L, total = "numeric"))
bilan <- function(montants) Compteur$new(total = 5)
