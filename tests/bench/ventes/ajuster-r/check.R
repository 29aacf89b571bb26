ventes <- function(lignes, graine) {
  set.seed(graine)
  table <- data.frame(quantite = sample(1:50, lignes, TRUE), region = sample(c("Est", "Nord", "Ouest", "Sud"), lignes, TRUE))
  table$montant <- 3 * table$quantite + match(table$region, c("Est", "Nord", "Ouest", "Sud")) + rnorm(lignes)
  table
}

check("coefficients", points = 2, title = "coefficients", {
  table <- ventes(2000, 1)
  x <- model.matrix(~ quantite + region, table)
  attendu <- drop(solve(crossprod(x), crossprod(x, table$montant)))
  expect_close(sub$call("ajuster", table)$coefficients, attendu, rtol = 1e-7)
})

check("r2", title = "r2", {
  table <- ventes(2000, 2)
  modele <- lm(montant ~ quantite + region, table)
  expect_close(sub$call("ajuster", table)$r2, 1 - sum(resid(modele)^2) / sum((table$montant - mean(table$montant))^2))
})
