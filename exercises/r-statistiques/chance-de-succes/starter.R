probabilite <- function(demandes, revenus) {
  # À vous : regardez glm, et l'argument type de predict.
}
