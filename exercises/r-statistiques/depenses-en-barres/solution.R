montrer <- function(table) {
  totaux <- tapply(table$montant, table$poste, sum) / 1000
  barplot(sort(totaux, decreasing = TRUE), main = "Dépenses par poste", ylab = "Montant (milliers d'euros)")
}
