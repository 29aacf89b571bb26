delais <- function(depot, reponse) {
  jour <- function(texte) as.Date(texte, format = "%d/%m/%Y")
  as.numeric(jour(reponse) - jour(depot))
}
