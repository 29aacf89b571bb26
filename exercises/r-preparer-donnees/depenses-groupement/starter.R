depenses <- function(budget, groupements) {
  # À vous : choisissez les appartenances avant de joindre.
}
