# La statistique du test, calculée à la main.
attendu <- function(avant, apres) {
  ecart <- (apres - avant)[!is.na(apres - avant)]
  t <- mean(ecart) / (sd(ecart) / sqrt(length(ecart)))
  2 * pt(-abs(t), length(ecart) - 1)
}

avant <- sleep$extra[sleep$group == 1]
apres <- sleep$extra[sleep$group == 2]

check("appariement", points = 2,
  title = list(fr = "Le test est apparié", en = "The test is paired"),
  hint = list(fr = "Regardez l'argument `paired` de `t.test`.", en = "Look at the argument `paired` of `t.test`."),
  expect_close(sub$call("p_valeur", avant, apres), attendu(avant, apres), rtol = 1e-6, what = list(fr = "la p-valeur", en = "the p-value")))

check("nombre", points = 1,
  title = list(fr = "Le résultat est un nombre entre 0 et 1", en = "The result is a number between 0 and 1"),
  hint = list(fr = "`t.test` renvoie une liste : sa p-valeur est un de ses éléments.", en = "`t.test` returns a list: its p-value is one of its elements."),
  {
    p <- sub$call("p_valeur", c(1, 2, 4), c(2, 2, 3))
    expect_true(is.numeric(p) && length(p) == 1 && p >= 0 && p <= 1,
      what = list(fr = "ce n'est pas une p-valeur", en = "it isn't a p-value"))
  })

check("manques", points = 1,
  title = list(fr = "Un agent sans l'une des notes ne compte pas", en = "An agent without one of the marks doesn't count"),
  hint = list(fr = "Retirer les `NA` de chaque vecteur séparément décale les paires.",
              en = "Taking `NA` away from each vector by itself shifts the pairs."),
  {
    a <- avant; b <- apres
    a[3] <- NA; b[7] <- NA
    expect_close(sub$call("p_valeur", a, b), attendu(a, b), rtol = 1e-6)
  })

check("tires", points = 1, hidden = TRUE,
  title = list(fr = "La p-valeur est juste sur d'autres notes", en = "The p-value is right on other marks"),
  hint = list(fr = "Le test est bilatéral.", en = "The test is two-sided."),
  {
    a <- round(rnorm(15, 10, 3), 1)
    b <- round(a + rnorm(15, -0.8, 1), 1)
    expect_close(sub$call("p_valeur", a, b), attendu(a, b), rtol = 1e-6)
  })
