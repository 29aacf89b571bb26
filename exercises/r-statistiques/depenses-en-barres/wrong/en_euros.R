# fails: hauteurs, noms, autres_mandats
montrer <- function(table) {
  barplot(sort(tapply(table$montant, table$poste, sum), decreasing = TRUE), main = "Dépenses", ylab = "Euros")
}
