path <- "d"
made <- 0
while (made < 5000 && suppressWarnings(dir.create(path))) {
  made <- made + 1
  path <- paste0(path, "/d")
}
cat(made < 5000, "\n")
