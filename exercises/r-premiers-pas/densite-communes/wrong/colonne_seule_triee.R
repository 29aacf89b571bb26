# fails: densite, tri, colonnes, inconnue
par_densite <- function(communes) {
  communes$densite <- sort(communes$population / communes$superficie, decreasing = TRUE, na.last = TRUE)
  communes
}
