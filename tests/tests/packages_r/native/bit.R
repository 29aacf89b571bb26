print(sum(bit::as.bit(c(TRUE, FALSE, TRUE))))
print(bit::xor(TRUE, FALSE))
