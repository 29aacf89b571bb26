block <- strrep("x", 999999)
for (i in 1:50) cat(block, "\n", sep = "")
