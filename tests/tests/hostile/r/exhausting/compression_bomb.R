bomb <- memCompress(raw(2e7), "gzip")
for (i in 1:40) assign(paste0("x", i), memDecompress(bomb, "gzip"))
