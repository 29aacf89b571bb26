delais <- function(depot, reponse) {
  as.numeric(dmy(reponse) - dmy(depot))
}
