tirer <- function(n) {
  revenu <- round(runif(n, 8, 60), 1)
  data.frame(acceptee = rbinom(n, 1, plogis(3 - 0.1 * revenu)), revenu = revenu)
}

# Le maximum de vraisemblance par la méthode de Newton, sans `glm`.
attendu <- function(d, revenus) {
  d <- d[!is.na(d$revenu), ]
  x <- cbind(1, d$revenu)
  b <- c(0, 0)
  for (i in 1:30) {
    p <- as.vector(plogis(x %*% b))
    b <- b + solve(crossprod(x, x * (p * (1 - p))), crossprod(x, d$acceptee - p))
  }
  as.vector(plogis(cbind(1, revenus) %*% b))
}

check("bornes", points = 1,
  title = list(fr = "Le résultat est une probabilité pour chaque revenu", en = "The result is a probability for each income"),
  hint = list(fr = "Sans `type = \"response\"`, `predict` donne un logarithme de cote, qui peut être négatif.",
              en = "Without `type = \"response\"`, `predict` gives a log-odds, which may be negative."),
  {
    p <- sub$call("probabilite", tirer(80), c(5, 20, 70))
    expect_true(is.numeric(p) && length(p) == 3 && all(p > 0 & p < 1),
      what = list(fr = "ce ne sont pas trois probabilités", en = "these aren't three probabilities"))
  })

check("logistique", points = 2,
  title = list(fr = "Les probabilités sont celles de la régression logistique", en = "The probabilities are those of the logistic regression"),
  hint = list(fr = "Regardez l'argument `family` de `glm`.", en = "Look at the argument `family` of `glm`."),
  {
    d <- tirer(120)
    expect_close(as.vector(sub$call("probabilite", d, c(10, 25, 40))), attendu(d, c(10, 25, 40)), rtol = 1e-5)
  })

check("manques", points = 1,
  title = list(fr = "Un revenu inconnu n'empêche pas l'ajustement", en = "An unknown income doesn't prevent the fit"),
  hint = list(fr = "`glm` écarte ces lignes de lui-même ; les remplacer par 0 fausse le modèle.",
              en = "`glm` leaves such rows out by itself; replacing them by 0 distorts the model."),
  {
    d <- tirer(90)
    d$revenu[c(4, 17)] <- NA
    expect_close(as.vector(sub$call("probabilite", d, c(15, 30))), attendu(d, c(15, 30)), rtol = 1e-5)
  })

check("tires", points = 1, hidden = TRUE,
  title = list(fr = "Les probabilités sont justes sur d'autres demandes", en = "Probabilities are right on other requests"),
  hint = list(fr = "N'utilisez que les arguments de la fonction.", en = "Use nothing but the function's arguments."),
  {
    d <- tirer(100)
    revenus <- round(runif(7, 5, 65), 1)
    expect_close(as.vector(sub$call("probabilite", d, revenus)), attendu(d, revenus), rtol = 1e-5)
  })
