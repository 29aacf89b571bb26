ajuster <- function(batiments) {
  lm(consommation ~ surface + annee, data = batiments)
}

prevoir <- function(modele, nouveaux) {
  unname(predict(modele, newdata = nouveaux))
}
