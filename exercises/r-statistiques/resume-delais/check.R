# Le quartile par interpolation entre les valeurs triées, sans la fonction `quantile`.
quartile <- function(x, part) {
  x <- sort(x)
  place <- 1 + part * (length(x) - 1)
  bas <- floor(place)
  x[bas] + (place - bas) * (x[min(bas + 1, length(x))] - x[bas])
}

attendu <- function(x) c(q1 = quartile(x, 0.25), mediane = quartile(x, 0.5), q3 = quartile(x, 0.75))

check("mediane", points = 2,
  title = list(fr = "La médiane est juste", en = "The median is right"),
  hint = list(fr = "La médiane n'est pas la moyenne : regardez `median` et `quantile`.",
              en = "The median isn't the mean: look at `median` and `quantile`."),
  for (x in list(c(1, 2, 3, 4, 100), c(8, 2, 5, 9))) expect_close(sub$call("resume", x)[["mediane"]], attendu(x)[["mediane"]]))

check("quartiles", points = 1,
  title = list(fr = "Les quartiles sont justes", en = "The quartiles are right"),
  hint = list(fr = "`quantile(x, 0.25)` donne le premier quartile.", en = "`quantile(x, 0.25)` gives the first quartile."),
  for (x in list(c(1, 2, 3, 4, 100), c(8, 2, 5, 9))) expect_close(unname(sub$call("resume", x)[c("q1", "q3")]), unname(attendu(x)[c("q1", "q3")])))

check("noms", points = 1,
  title = list(fr = "Le vecteur est nommé q1, mediane, q3", en = "The vector is named q1, mediane, q3"),
  hint = list(fr = "`names = FALSE` retire les noms « 25% » de `quantile`.", en = "`names = FALSE` takes the names \"25%\" of `quantile` away."),
  expect_equal(names(sub$call("resume", c(4, 8, 15))), c("q1", "mediane", "q3"), what = list(fr = "les noms", en = "the names")))

check("manques", points = 1, hidden = TRUE,
  title = list(fr = "Les délais inconnus ne comptent pas", en = "Unknown delays don't count"),
  hint = list(fr = "Regardez `na.rm`.", en = "Look at `na.rm`."),
  {
    x <- round(rexp(30, 0.1))
    expect_close(unname(sub$call("resume", c(x, NA, NA))), unname(attendu(x)))
  })
