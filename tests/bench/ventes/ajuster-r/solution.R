ajuster <- function(table) {
  modele <- lm(montant ~ quantite + region, table)
  list(coefficients = coef(modele), r2 = summary(modele)$r.squared)
}
