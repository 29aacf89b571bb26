ajuster <- function(batiments) {
  # À vous : renvoyez un modèle.
}

prevoir <- function(modele, nouveaux) {
  # À vous : renvoyez un vecteur de nombres.
}
