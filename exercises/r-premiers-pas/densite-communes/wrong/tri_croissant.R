# fails: tri, inconnue
par_densite <- function(communes) {
  communes$densite <- communes$population / communes$superficie
  communes[order(communes$densite), ]
}
