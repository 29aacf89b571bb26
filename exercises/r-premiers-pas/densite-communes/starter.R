par_densite <- function(communes) {
  # À vous : ajoutez la colonne densite, puis triez.
}
