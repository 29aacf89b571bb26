# fails: previsions, sans_noms, autre_modele
ajuster <- function(batiments) lm(consommation ~ surface + annee, data = batiments)

prevoir <- function(modele, nouveaux) predict(modele)
