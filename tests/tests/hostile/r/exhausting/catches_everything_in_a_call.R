bilan <- function(montants) repeat try(withCallingHandlers(repeat {}, condition = function(c) NULL), silent = TRUE)
