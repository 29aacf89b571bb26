# fails: tri
taux_de_reponse <- function(table) {
  totaux <- aggregate(cbind(envoyes, reponses) ~ territoire, table, sum)
  totaux <- totaux[totaux$envoyes > 0, ]
  totaux$taux <- 100 * totaux$reponses / totaux$envoyes
  totaux[order(totaux$taux), c("territoire", "taux")]
}
