check("format", points = 2,
  title = list(fr = "Le jour vient avant le mois", en = "The day comes before the month"),
  hint = list(fr = "`dmy` lit jour, mois, année ; `mdy` lit le mois d'abord.", en = "`dmy` reads day, month, year; `mdy` reads the month first."),
  {
    expect_close(sub$call("delais", "03/04/2024", "10/04/2024"), 7)
    expect_close(sub$call("delais", c("28/02/2024", "31/12/2023"), c("01/03/2024", "02/01/2024")), c(2, 2))
  })

check("nombres", points = 1,
  title = list(fr = "Le résultat est un vecteur de nombres", en = "The result is a vector of numbers"),
  hint = list(fr = "Une différence de dates est un `difftime` : `as.numeric` en fait un nombre.",
              en = "A difference of dates is a `difftime`: `as.numeric` makes it a number."),
  {
    resultat <- sub$call("delais", "01/06/2024", "01/06/2024")
    expect_true(is.numeric(resultat) && is.null(attr(resultat, "class")),
      what = list(fr = "le résultat n'est pas un nombre", en = "the result isn't a number"))
    expect_close(as.vector(resultat), 0)
  })

check("sans_reponse", points = 1,
  title = list(fr = "Une demande sans réponse a un délai NA", en = "A request without an answer has a delay of NA"),
  hint = list(fr = "`dmy` donne `NA` pour un texte vide ou manquant.",
              en = "`dmy` gives `NA` for an empty or missing text."),
  expect_close(as.vector(sub$call("delais", c("01/06/2024", "02/06/2024", "03/06/2024"), c(NA, "", "05/06/2024"))), c(NA, NA, 2)))

check("tires", points = 1, hidden = TRUE,
  title = list(fr = "Les délais sont justes sur d'autres demandes", en = "Delays are right on other requests"),
  hint = list(fr = "Les vecteurs peuvent avoir n'importe quelle longueur.", en = "The vectors may have any length."),
  {
    depot <- as.Date("2024-01-01") + sample(300, 25)
    jours <- sample(0:60, 25)
    texte <- function(dates) format(dates, "%d/%m/%Y")
    expect_close(as.vector(sub$call("delais", texte(depot), texte(depot + jours))), as.numeric(jours))
  })
