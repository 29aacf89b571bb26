# fails: format, sans_reponse, tires
delais <- function(depot, reponse) {
  jour <- function(texte) as.Date(texte, format = "%m/%d/%Y")
  as.numeric(jour(reponse) - jour(depot))
}
