# fails: format, sans_reponse, tires
delais <- function(depot, reponse) {
  as.numeric(mdy(reponse) - mdy(depot))
}
