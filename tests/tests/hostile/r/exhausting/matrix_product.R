x <- matrix(1, 2000, 2000)
repeat x <- x %*% x
