bilan <- function(montants) as.list(1:3000000)
