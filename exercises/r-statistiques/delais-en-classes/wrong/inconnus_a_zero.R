# fails: inconnus
montrer <- function(delais) {
  delais[is.na(delais)] <- 0
  bornes <- seq(0, 10 * (max(delais) %/% 10 + 1), by = 10)
  hist(delais, breaks = bornes, right = FALSE, xlab = "Délai (jours)", ylab = "Nombre de dossiers")
}
