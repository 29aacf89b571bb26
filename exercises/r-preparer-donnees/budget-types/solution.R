lire_budget <- function(chemin) {
  read.csv2(chemin, colClasses = c(
    commune = "character", exercice = "integer", section = "character",
    chapitre = "character", sens = "character", montant = "numeric"
  ))
}
