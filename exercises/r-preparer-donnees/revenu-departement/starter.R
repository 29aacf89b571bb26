revenus <- read.csv("revenus.csv", colClasses = c(commune = "character", departement = "character"))

revenu_par_departement <- function(revenus) {
  # À vous : une ligne par département.
}
