# fails: ozone, tirees
moyenne_mesuree <- function(mesures) {
  mean(mesures)
}
