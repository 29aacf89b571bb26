x <- numeric(1.25e9)
