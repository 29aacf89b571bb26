f <- function(x) x
