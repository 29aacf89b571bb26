# fails: sans_envoi
taux_de_reponse <- function(table) {
  totaux <- aggregate(cbind(envoyes, reponses) ~ territoire, table, sum)
  totaux$taux <- 100 * totaux$reponses / totaux$envoyes
  totaux[order(-totaux$taux, totaux$territoire), c("territoire", "taux")]
}
