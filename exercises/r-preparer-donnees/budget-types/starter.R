lire_budget <- function(chemin) {
  # À vous : regardez read.csv2, et son argument colClasses.
}
