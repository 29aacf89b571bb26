f <- function(n) NULL
g <- function(n) NULL
