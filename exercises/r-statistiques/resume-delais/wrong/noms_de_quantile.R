# fails: mediane, quartiles, noms
resume <- function(delais) {
  quantile(delais, c(0.25, 0.5, 0.75), na.rm = TRUE)
}
