check("sans_manque", points = 1,
  title = list(fr = "La moyenne de mesures complètes est juste", en = "The mean of complete measures is right"),
  hint = list(fr = "La fonction `mean` calcule une moyenne ; la fonction doit renvoyer le résultat, pas l'afficher.",
              en = "`mean` computes a mean; the function must return the result, not print it."),
  {
    for (mesures in list(c(2, 4, 9), c(-1, 1.5), 7)) expect_close(sub$call("moyenne_mesuree", mesures), sum(mesures) / length(mesures))
  })

check("ozone", points = 2,
  title = list(fr = "La moyenne de l'ozone ignore les jours sans mesure", en = "The mean of ozone skips days without a measure"),
  hint = list(fr = "Regardez l'argument `na.rm` de `mean` ; remplacer `NA` par 0 change la moyenne.",
              en = "Look at the argument `na.rm` of `mean`; replacing `NA` by 0 changes the mean."),
  {
    expect_close(sub$call("moyenne_mesuree", airquality$Ozone), 4887 / 116, what = list(fr = "la moyenne de l'ozone", en = "the mean of ozone"))
    expect_close(sub$call("moyenne_mesuree", airquality$Solar.R), sum(airquality$Solar.R, na.rm = TRUE) / 146)
  })

check("aucune", points = 1,
  title = list(fr = "Sans aucune mesure, le résultat est NA", en = "Without any measure, the result is NA"),
  hint = list(fr = "Que vaut `mean` d'un vecteur vide ? Testez sa longueur d'abord.",
              en = "What is `mean` of an empty vector? Test its length first."),
  {
    result <- sub$call("moyenne_mesuree", c(NA_real_, NA_real_))
    expect_true(length(result) == 1 && is.na(result) && !is.nan(result),
      what = list(fr = "sans mesure, il fallait NA", en = "without a measure it should be NA"))
  })

check("tirees", points = 1, hidden = TRUE,
  title = list(fr = "La moyenne est juste sur d'autres mesures", en = "The mean is right on other measures"),
  hint = list(fr = "N'utilisez que l'argument de la fonction.", en = "Use nothing but the function's argument."),
  {
    mesures <- round(runif(40, 0, 100), 1)
    mesures[sample(40, 9)] <- NA
    expect_close(sub$call("moyenne_mesuree", mesures), sum(mesures, na.rm = TRUE) / 31)
  })
