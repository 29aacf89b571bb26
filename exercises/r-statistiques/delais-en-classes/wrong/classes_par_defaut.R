# fails: classes, effectifs, inconnus
montrer <- function(delais) {
  hist(delais, breaks = 3, xlab = "Délai (jours)", ylab = "Nombre de dossiers")
}
