# fails: ordre, autres_mandats
montrer <- function(table) {
  barplot(tapply(table$montant, table$poste, sum) / 1000, main = "Dépenses", ylab = "Milliers d'euros")
}
