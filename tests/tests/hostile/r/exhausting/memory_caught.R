for (i in 1:5) tryCatch(numeric(1.25e9), error = function(e) NULL)
