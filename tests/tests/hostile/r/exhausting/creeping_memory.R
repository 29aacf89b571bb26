x <- list()
repeat x <- list(x, numeric(1e5))
