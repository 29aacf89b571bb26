# fails: hauteurs, ordre, origine, autres_mandats
montrer <- function(table) {
  totaux <- sort(tapply(table$montant, table$poste, sum) / 1000, decreasing = TRUE)
  plot(as.vector(totaux), type = "l", main = "Dépenses", ylab = "Milliers d'euros")
}
