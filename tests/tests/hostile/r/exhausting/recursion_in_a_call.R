bilan <- function(montants) bilan(montants)
