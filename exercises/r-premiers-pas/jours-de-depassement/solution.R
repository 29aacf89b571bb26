jours_au_dessus <- function(mesures, seuil) {
  mesures[which(mesures$Ozone > seuil), ]
}
