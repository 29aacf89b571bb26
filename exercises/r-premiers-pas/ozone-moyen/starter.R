moyenne_mesuree <- function(mesures) {
  # À vous : renvoyez la moyenne des mesures faites.
}
