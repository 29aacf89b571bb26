out <- file("grand", "wb")
for (i in 1:40) tryCatch(writeBin(raw(1e5), out), error = function(e) NULL, warning = function(w) NULL)
invisible(try(close(out), silent = TRUE))
cat(file.size("grand") <= 2^20, "\n")
