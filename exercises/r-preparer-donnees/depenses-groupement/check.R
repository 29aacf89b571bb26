textes <- c(commune = "character", chapitre = "character")
budget <- sub$read_csv("budget.csv", colClasses = textes)
groupements <- sub$read_csv("groupements.csv", colClasses = c(commune = "character"))

attendu <- function(budget, groupements) {
  communautes <- groupements[groupements$nature %in% c("CC", "CA", "ME"), ]
  sorties <- budget[budget$sens == "D", ]
  nom <- communautes$groupement[match(sorties$commune, communautes$commune)]
  nom[is.na(nom)] <- "aucun"
  total <- tapply(sorties$montant, nom, sum)
  data.frame(groupement = names(total), montant = as.vector(total))
}

check("total", points = 1,
  title = list(fr = "Le total des dépenses est conservé", en = "The total of expenses is kept"),
  hint = list(fr = "Comparez la somme avant et après la jointure.", en = "Compare the sum before and after the join."),
  {
    resultat <- sub$call("depenses", budget, groupements)
    expect_close(sum(resultat$montant), sum(budget$montant[budget$sens == "D"]), what = list(fr = "le total", en = "the total"))
  })

check("groupement", points = 2,
  title = list(fr = "Chaque communauté a les dépenses de ses communes", en = "Each community has its communes' expenses"),
  hint = list(fr = "`left_join` puis `summarise` ; une seule appartenance par commune.", en = "`left_join`, then `summarise`; a single membership per commune."),
  {
    table <- sub$call("depenses", budget, groupements)
    wanted <- attendu(budget, groupements)
    expect_frame(table[table$groupement != "aucun", ], wanted[wanted$groupement != "aucun", ], ignore_row_order = TRUE)
  })

check("aucun", points = 1,
  title = list(fr = "Les communes sans communauté sont sur la ligne « aucun »", en = "Communes without a community are in the row \"aucun\""),
  hint = list(fr = "`left_join` garde les lignes sans correspondance ; `coalesce` remplace leurs `NA`.", en = "`left_join` keeps rows without a match; `coalesce` replaces their `NA`."),
  {
    table <- sub$call("depenses", budget, groupements)
    wanted <- attendu(budget, groupements)
    expect_frame(table[table$groupement == "aucun", ], wanted[wanted$groupement == "aucun", ])
  })

check("tires", points = 1, hidden = TRUE,
  title = list(fr = "Le résultat est juste sur un autre budget", en = "The result is right on another budget"),
  hint = list(fr = "N'utilisez que les arguments de la fonction.", en = "Use nothing but the function's arguments."),
  {
    autre <- budget[sample(nrow(budget), 90), ]
    expect_frame(sub$call("depenses", autre, groupements), attendu(autre, groupements), ignore_row_order = TRUE)
  })
