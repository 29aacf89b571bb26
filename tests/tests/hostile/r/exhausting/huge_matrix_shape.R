bilan <- function(montants) array(0, c(0, 2147483647, 2147483647))
