# fails: format, nombres
delais <- function(depot, reponse) {
  dmy(reponse) - dmy(depot)
}
