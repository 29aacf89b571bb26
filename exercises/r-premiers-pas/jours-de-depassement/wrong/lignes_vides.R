# fails: manques, tires
jours_au_dessus <- function(mesures, seuil) {
  mesures[mesures$Ozone > seuil, ]
}
