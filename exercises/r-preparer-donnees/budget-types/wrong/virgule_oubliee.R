# fails: montants, autre_annee
lire_budget <- function(chemin) {
  read.csv(chemin, sep = ";", colClasses = c(commune = "character", chapitre = "character"))
}
