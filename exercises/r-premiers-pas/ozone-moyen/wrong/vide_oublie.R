# fails: aucune
moyenne_mesuree <- function(mesures) {
  mean(mesures, na.rm = TRUE)
}
