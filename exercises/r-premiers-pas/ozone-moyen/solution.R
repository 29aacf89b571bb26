moyenne_mesuree <- function(mesures) {
  faites <- mesures[!is.na(mesures)]
  if (length(faites) == 0) return(NA)
  mean(faites)
}
