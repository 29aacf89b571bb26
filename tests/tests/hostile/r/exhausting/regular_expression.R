cat(grepl("^(a+)+$", paste0(strrep("a", 5000), "b")), "\n")
