mandats <- function(postes, n) {
  data.frame(poste = sample(postes, n, TRUE), montant = sample(200:9000, n, TRUE))
}

# Les totaux, poste par poste, sans `tapply` ni `sort`.
attendu <- function(table) {
  postes <- unique(table$poste)
  totaux <- vapply(postes, function(poste) sum(table$montant[table$poste == poste]) / 1000, 0)
  totaux[order(-totaux)]
}

CONNUE <- data.frame(
  poste = c("Énergie", "Écoles", "Voirie", "Énergie", "Écoles", "Voirie", "Culture"),
  montant = c(42000, 90000, 61500, 18000, 30500, 1500, 9000)
)

dessinee <- function(sub, table) {
  sub$call("montrer", table)
  sub$figure()
}

check("hauteurs", points = 2,
  title = list(fr = "Chaque barre a la hauteur de son total", en = "Each bar is as high as its total"),
  hint = list(fr = "`tapply` donne un total par poste ; divisez-le par 1 000, et laissez ses noms à `barplot`.",
              en = "`tapply` gives a total per item; divide it by 1,000, and leave its names to `barplot`."),
  {
    figure <- dessinee(sub, CONNUE)
    expect_figure(figure, kind = "bars", bars = attendu(CONNUE))
  })

check("ordre", points = 1,
  title = list(fr = "Les barres vont de la plus haute à la plus basse", en = "Bars go from the highest to the lowest"),
  hint = list(fr = "Regardez `sort` et son argument `decreasing`.", en = "Look at `sort` and its `decreasing` argument."),
  expect_figure(dessinee(sub, CONNUE), bars = attendu(CONNUE), ordered = TRUE, rtol = 1e9))

check("origine", points = 1,
  title = list(fr = "L'axe des montants part de zéro", en = "The axis of the amounts starts at zero"),
  hint = list(fr = "Un axe tronqué exagère les écarts : laissez `ylim` à `barplot`, ou faites-le partir de 0.",
              en = "A cut axis exaggerates gaps: leave `ylim` to `barplot`, or have it start at 0."),
  expect_figure(dessinee(sub, CONNUE), kind = "bars", from_zero = TRUE))

check("noms", points = 1,
  title = list(fr = "Le titre et l'unité sont écrits", en = "Title and unit are written"),
  hint = list(fr = "Regardez les arguments `main` et `ylab`.", en = "Look at the arguments `main` and `ylab`."),
  expect_figure(dessinee(sub, CONNUE), title = TRUE, y_label = "milliers d'euros"))

check("autres_mandats", points = 1, hidden = TRUE,
  title = list(fr = "D'autres mandats sont montrés justement", en = "Other payments are shown as well"),
  hint = list(fr = "N'écrivez ni les postes ni les totaux dans le code.", en = "Write neither items nor totals into the code."),
  {
    table <- mandats(c("Sport", "Social", "Propreté", "Eau", "Bois"), 40)
    expect_figure(dessinee(sub, table), kind = "bars", bars = attendu(table), ordered = TRUE, from_zero = TRUE)
  })
