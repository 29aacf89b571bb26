montrer <- function(delais) {
  delais <- delais[!is.na(delais)]
  bornes <- seq(0, 10 * (max(delais) %/% 10 + 1), by = 10)
  hist(delais, breaks = bornes, right = FALSE, main = "Délais de réponse", xlab = "Délai (jours)", ylab = "Nombre de dossiers")
}
