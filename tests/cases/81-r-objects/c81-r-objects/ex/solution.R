nature <- function(x) UseMethod("nature")
nature.default <- function(x) "autre"
nature.numeric <- function(x) "nombre"
compte <- function(solde) structure(list(solde = solde), class = "compte")
format.compte <- function(x, ...) paste("solde :", x$solde)
print.compte <- function(x, ...) cat(format(x), "\n")
summary.compte <- function(object, ...) object$solde
deposer <- function(x, montant) UseMethod("deposer")
deposer.compte <- function(x, montant) compte(x$solde + montant)
retirer <- function(x, montant) {
  if (montant > x$solde) {
    stop(structure(class = c("solde_insuffisant", "error", "condition"), list(message = "solde insuffisant", call = NULL)))
  }
  compte(x$solde - montant)
}
compte(1)
setClass("Cercle", representation(rayon = "numeric"))
setGeneric("aire", function(objet) standardGeneric("aire"))
setMethod("aire", "Cercle", function(objet) pi * objet@rayon^2)
cercle <- function(rayon) new("Cercle", rayon = rayon)
Pile <- setRefClass("Pile", fields = list(contenu = "character"), methods = list(
  empiler = function(x) {
    contenu <<- c(contenu, x)
    invisible(.self)
  },
  taille = function() length(contenu)
))
