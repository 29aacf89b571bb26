jours_au_dessus <- function(mesures, seuil) {
  # À vous : renvoyez les lignes dont Ozone dépasse le seuil.
}
