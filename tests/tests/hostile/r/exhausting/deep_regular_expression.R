try(grepl(strrep("(", 200000), "x"), silent = TRUE)
try(grepl(paste0(strrep("(", 20000), strrep(")", 20000)), "x"), silent = TRUE)
