# fails: effectifs, inconnus
montrer <- function(delais) {
  delais <- delais[!is.na(delais)]
  hist(delais, breaks = seq(0, 10 * (max(delais) %/% 10 + 1), by = 10), xlab = "Délai (jours)", ylab = "Nombre de dossiers")
}
