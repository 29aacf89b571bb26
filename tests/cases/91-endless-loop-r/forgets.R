f <- function(n) {
  total <- 0
  while (n > 0) total <- total + n
  total
}

g <- function(n) 2 * n
