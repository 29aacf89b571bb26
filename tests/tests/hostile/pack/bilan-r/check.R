MARQUE <- "mot-de-passe-du-formateur"

check("bilan", points = 2,
  title = list(fr = "Le bilan est juste", en = "The summary is right"),
  hint = list(fr = "Regardez `length` et `sum`.", en = "Look at `length` and `sum`."),
  {
    expect_equal(sub$call("bilan", 5), list(nombre = 1L, total = 5))
    expect_equal(sub$call("bilan", c(1.5, 2, 4)), list(nombre = 3L, total = 7.5))
  })

check("cas_caches", points = 1, hidden = TRUE,
  title = list(fr = "D'autres montants", en = "Other amounts"),
  hint = list(fr = "Pensez au vecteur vide.", en = "Think of the empty vector."),
  {
    secrets <- read.csv(sub$hidden("secrets.csv"))$montant
    expect_equal(sub$call("bilan", secrets), list(nombre = 3L, total = 737373.75))
    expect_equal(sub$call("bilan", numeric()), list(nombre = 0L, total = 0))
    drawn <- as.double(sample(1000, 4))
    expect_equal(sub$call("bilan", drawn), list(nombre = 4L, total = sum(drawn)))
  })

check("regions", points = 2,
  title = list(fr = "Le total par région est juste", en = "The total by region is right"),
  hint = list(fr = "Regardez `aggregate`.", en = "Look at `aggregate`."),
  {
    expect_frame(
      sub$call("par_region", sub$read_csv("depenses.csv")),
      data.frame(region = c("Bretagne", "Corse", "Normandie"), montant = c(14, 3.5, 6.25))
    )
  })
