invisible(compiler::enableJIT(3))
f <- function(n) { s <- 0; for (i in seq_len(n)) s <- s + i; s }
cat(f(10), f(10), f(10), "\n")
