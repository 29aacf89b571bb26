ecarts <- function(releves) {
  # À vous : renvoyez les différences d'un relevé au suivant.
}
