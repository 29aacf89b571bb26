resume <- function(delais) {
  # À vous : renvoyez c(q1 = …, mediane = …, q3 = …).
}
