# fails: seuil
jours_au_dessus <- function(mesures, seuil) {
  subset(mesures, Ozone >= seuil)
}
