# fails: taux, autres_envois
taux_de_reponse <- function(table) {
  table <- table[table$envoyes > 0, ]
  table$taux <- 100 * table$reponses / table$envoyes
  moyennes <- aggregate(taux ~ territoire, table, mean)
  moyennes[order(-moyennes$taux, moyennes$territoire), c("territoire", "taux")]
}
