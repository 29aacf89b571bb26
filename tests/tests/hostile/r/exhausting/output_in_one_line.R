block <- strrep("x", 1e6)
for (i in 1:50) cat(block)
