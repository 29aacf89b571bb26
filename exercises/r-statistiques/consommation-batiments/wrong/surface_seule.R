# fails: coefficients, previsions, autre_modele
ajuster <- function(batiments) lm(consommation ~ surface, data = batiments)

prevoir <- function(modele, nouveaux) unname(predict(modele, newdata = nouveaux))
