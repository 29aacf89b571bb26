montrer <- function(table) {
  # À vous : un total par poste, en milliers d'euros, trié, puis `barplot`.
}
