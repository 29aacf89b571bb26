for (i in 1:100000) suppressWarnings(grepl("^(a+)+$", paste0(strrep("a", 5000), "b"), perl = TRUE))
