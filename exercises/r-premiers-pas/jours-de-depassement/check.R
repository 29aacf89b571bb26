petit <- data.frame(Ozone = c(50, 120, 100, 101), Month = 5L, Day = 1:4)

check("complet", points = 2,
  title = list(fr = "Le filtre est juste sur des jours tous mesurés", en = "The filter is right on days that were all measured"),
  hint = list(fr = "`tableau[condition, ]` garde les lignes où la condition est vraie ; n'oubliez pas la virgule.",
              en = "`table[condition, ]` keeps the rows where the condition is true; mind the comma."),
  {
    expect_frame(sub$call("jours_au_dessus", petit, 100.5), petit[c(2, 4), ])
    expect_frame(sub$call("jours_au_dessus", petit, 119), petit[2, ])
  })

check("seuil", points = 1,
  title = list(fr = "Un jour exactement au seuil n'est pas gardé", en = "A day exactly at the threshold isn't kept"),
  hint = list(fr = "Strictement supérieur se note `>`.", en = "Strictly above is written `>`."),
  expect_equal(sub$call("jours_au_dessus", petit, 100)$Day, c(2L, 4L), what = list(fr = "les jours gardés", en = "the days that are kept")))

check("manques", points = 1,
  title = list(fr = "Les jours sans mesure n'apparaissent pas", en = "Days without a measure don't show up"),
  hint = list(fr = "Une condition qui vaut `NA` ajoute une ligne vide : regardez `which` ou `subset`.",
              en = "A condition that is `NA` adds an empty row: look at `which` or `subset`."),
  {
    expect_equal(nrow(sub$call("jours_au_dessus", airquality, 100)), 7L, what = list(fr = "le nombre de jours", en = "the number of days"))
  })

check("tires", points = 1, hidden = TRUE,
  title = list(fr = "Le filtre est juste sur d'autres mesures", en = "The filter is right on other measures"),
  hint = list(fr = "Utilisez l'argument `seuil` plutôt qu'un nombre.", en = "Use the argument `seuil` rather than a number."),
  {
    mesures <- data.frame(Ozone = sample(c(rep(NA, 20), 1:150), 60), Month = sample(5:9, 60, TRUE), Day = sample(28, 60, TRUE))
    garde <- !is.na(mesures$Ozone) & mesures$Ozone > 70
    expect_frame(sub$call("jours_au_dessus", mesures, 70), mesures[garde, ])
  })
