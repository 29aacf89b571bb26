en_lettres <- function(jour) {
  Sys.setlocale("LC_TIME", "fr_FR.UTF-8")
  format(jour, "%d %B %Y")
}
lue <- function(texte) {
  Sys.setlocale("LC_TIME", "fr_FR.UTF-8")
  as.Date(texte, "%d %B %Y")
}
sans_accent <- function(x) iconv(x, to = "ASCII//TRANSLIT")
ordre <- function(x) sort(x)
