# fails: communes, textes, autre_annee
lire_budget <- function(chemin) {
  read.csv2(chemin)
}
