# fails: ozone, aucune, tirees
moyenne_mesuree <- function(mesures) {
  mesures[is.na(mesures)] <- 0
  mean(mesures)
}
