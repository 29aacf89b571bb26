# fails: format, nombres, sans_reponse, tires
delais <- function(depot, reponse) {
  jour <- function(texte) as.Date(texte, format = "%d/%m/%Y")
  jour(reponse) - jour(depot)
}
