montrer <- function(delais) {
  # À vous : les bornes des classes, puis `hist`.
}
