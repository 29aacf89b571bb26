lus <- sub$read_csv("revenus.csv", colClasses = c(commune = "character", departement = "character"))

attendu <- function(revenus) {
  connus <- revenus[!is.na(revenus$revenu_moyen) & !is.na(revenus$departement) & revenus$departement != "", ]
  total <- tapply(connus$revenu_moyen * connus$menages, connus$departement, sum)
  menages <- tapply(connus$menages, connus$departement, sum)
  data.frame(departement = names(total), revenu = as.vector(total / menages))
}

check("ponderation", points = 2,
  title = list(fr = "Le revenu est pondéré par le nombre de ménages", en = "Income is weighted by the number of households"),
  hint = list(fr = "Regardez `weighted.mean`, ou divisez une somme de produits par une somme de poids.",
              en = "Look at `weighted.mean`, or divide a sum of products by a sum of weights."),
  {
    table <- data.frame(commune = c("a", "b", "c"), departement = c("01", "01", "38"), menages = c(100L, 900L, 50L),
                        revenu_moyen = c(10000, 20000, 15000))
    expect_frame(sub$call("revenu_par_departement", table), attendu(table), ignore_row_order = TRUE)
  })

check("manques", points = 1,
  title = list(fr = "Les communes sans revenu ne comptent pas", en = "Communes without an income don't count"),
  hint = list(fr = "Leurs ménages ne doivent pas rester au dénominateur.", en = "Their households must not stay in the denominator."),
  {
    table <- data.frame(commune = c("a", "b", "c"), departement = "01", menages = c(100L, 300L, 5000L),
                        revenu_moyen = c(10000, 20000, NA))
    expect_frame(sub$call("revenu_par_departement", table), attendu(table), ignore_row_order = TRUE)
  })

check("fichier", points = 1,
  title = list(fr = "Le résultat est juste sur le fichier", en = "The result is right on the file"),
  hint = list(fr = "Certaines communes n'ont pas de département.", en = "Some communes have no department."),
  expect_frame(sub$call("revenu_par_departement", lus), attendu(lus), ignore_row_order = TRUE))

check("tires", points = 1, hidden = TRUE,
  title = list(fr = "Le résultat est juste sur d'autres communes", en = "The result is right on other communes"),
  hint = list(fr = "N'utilisez que l'argument de la fonction.", en = "Use nothing but the function's argument."),
  {
    table <- lus[sample(nrow(lus), 80), ]
    expect_frame(sub$call("revenu_par_departement", table), attendu(table), ignore_row_order = TRUE)
  })
