tirer <- function(n) {
  surface <- round(runif(n, 100, 4000))
  annee <- sample(1950:2020, n, TRUE)
  data.frame(consommation = round(20 + 0.12 * surface - 0.9 * (annee - 1950) + rnorm(n, 0, 15), 1), surface = surface, annee = annee)
}

# Les coefficients par les équations normales, sur des variables centrées.
coefficients_de <- function(b) {
  centre <- function(x) x - mean(x)
  x <- cbind(centre(b$surface), centre(b$annee))
  pentes <- solve(crossprod(x), crossprod(x, centre(b$consommation)))
  c(mean(b$consommation) - mean(b$surface) * pentes[1] - mean(b$annee) * pentes[2], pentes)
}

check("coefficients", points = 2,
  title = list(fr = "Les coefficients du modèle sont justes", en = "The model's coefficients are right"),
  hint = list(fr = "La formule se lit « consommation expliquée par surface plus annee ».",
              en = "The formula reads \"consommation explained by surface plus annee\"."),
  {
    b <- tirer(60)
    modele <- sub$call("ajuster", b)
    expect_class(modele, "lm", what = list(fr = "le modèle", en = "the model"))
    expect_close(unname(sub$method(modele, "coef")), coefficients_de(b), rtol = 1e-6, what = list(fr = "les coefficients", en = "the coefficients"))
  })

check("previsions", points = 2,
  title = list(fr = "Les prévisions sont justes sur de nouveaux bâtiments", en = "Predictions are right on new buildings"),
  hint = list(fr = "Regardez l'argument `newdata` de `predict`.", en = "Look at the argument `newdata` of `predict`."),
  {
    b <- tirer(50)
    nouveaux <- tirer(8)[c("surface", "annee")]
    k <- coefficients_de(b)
    prevues <- sub$call("prevoir", sub$call("ajuster", b), nouveaux)
    expect_close(as.vector(prevues), k[1] + k[2] * nouveaux$surface + k[3] * nouveaux$annee, rtol = 1e-6)
  })

check("sans_noms", points = 1,
  title = list(fr = "Les prévisions n'ont pas de noms", en = "Predictions have no names"),
  hint = list(fr = "`unname` retire les noms.", en = "`unname` takes names away."),
  {
    b <- tirer(30)
    prevues <- sub$call("prevoir", sub$call("ajuster", b), b[1:3, c("surface", "annee")])
    expect_true(is.numeric(prevues) && is.null(names(prevues)),
      what = list(fr = "ce ne sont pas des nombres sans noms", en = "these aren't numbers without names"))
  })

check("autre_modele", points = 1, hidden = TRUE,
  title = list(fr = "Prévoir utilise le modèle reçu", en = "Predicting uses the model it is given"),
  hint = list(fr = "N'utilisez que les arguments de la fonction.", en = "Use nothing but the function's arguments."),
  {
    b <- tirer(40)
    b$consommation <- b$consommation * 3
    nouveaux <- tirer(5)[c("surface", "annee")]
    k <- coefficients_de(b)
    expect_close(as.vector(sub$call("prevoir", sub$call("ajuster", b), nouveaux)), k[1] + k[2] * nouveaux$surface + k[3] * nouveaux$annee, rtol = 1e-6)
  })
