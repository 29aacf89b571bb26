bilan <- function(montants) repeat {}
