f <- function(n) n * (n + 1) / 2
g <- function(n) 2 * n
