x <- as.double(seq_len(1e6))
plot(x, x)
