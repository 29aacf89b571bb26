taux_de_reponse <- function(table) {
}
