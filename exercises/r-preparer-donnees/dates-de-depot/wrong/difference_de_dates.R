# fails: format, nombres, sans_reponse, tires
delais <- function(depot, reponse) {
  dmy(reponse) - dmy(depot)
}
