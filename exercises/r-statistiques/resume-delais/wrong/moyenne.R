# fails: mediane, manques
resume <- function(delais) {
  c(q1 = quantile(delais, 0.25, names = FALSE, na.rm = TRUE), mediane = mean(delais, na.rm = TRUE), q3 = quantile(delais, 0.75, names = FALSE, na.rm = TRUE))
}
