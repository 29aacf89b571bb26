# fails: origine, autres_mandats
montrer <- function(table) {
  totaux <- sort(tapply(table$montant, table$poste, sum) / 1000, decreasing = TRUE)
  barplot(totaux, ylim = c(0.9 * min(totaux), max(totaux)), xpd = FALSE, main = "Dépenses", ylab = "Milliers d'euros")
}
