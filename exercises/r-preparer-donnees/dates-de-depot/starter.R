delais <- function(depot, reponse) {
  # À vous : convertissez, puis soustrayez.
}
