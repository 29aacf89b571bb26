made <- 0
while (made < 5000 && suppressWarnings(file.create(paste0("f", made)))) made <- made + 1
cat(made, "\n")
