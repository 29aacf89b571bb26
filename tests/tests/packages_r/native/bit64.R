suppressPackageStartupMessages(library(bit64))
print(as.character(as.integer64("9007199254740993") + 1L))
print(as.character(sum(as.integer64(1:5))))
