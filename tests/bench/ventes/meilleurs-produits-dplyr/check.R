ventes <- function(graine) {
  set.seed(graine)
  data.frame(produit = sample(letters, 2000, TRUE), montant = round(runif(2000, 1, 100), 2))
}

attendu <- function(table, n) {
  totaux <- sort(tapply(table$montant, table$produit, sum), decreasing = TRUE)
  data.frame(produit = names(totaux)[1:n], total = as.vector(totaux)[1:n])
}

check("trois", points = 2, title = "trois", {
  table <- ventes(1)
  expect_frame(sub$call("meilleurs", table, 3L), attendu(table, 3))
})

check("dix", title = "dix", {
  table <- ventes(2)
  expect_frame(sub$call("meilleurs", table, 10L), attendu(table, 10))
})
