communes <- data.frame(
  commune = c("01004", "38185", "69123", "73065"), population = c(14000L, 157000L, 522000L, 59000L),
  superficie = c(24.6, 18.13, 47.87, 20.99)
)

classees <- function(table) {
  table$densite <- table$population / table$superficie
  table[order(-table$densite), ]
}

check("densite", points = 2,
  title = list(fr = "La densité est juste pour chaque commune", en = "The density is right for every commune"),
  hint = list(fr = "Une colonne s'ajoute par `tableau$nom <- …` ; une division porte sur toute la colonne.",
              en = "A column is added by `table$name <- …`; a division works on a whole column."),
  {
    resultat <- sub$call("par_densite", communes)
    expect_frame(resultat, classees(communes), columns = c("commune", "densite"), ignore_row_order = TRUE)
  })

check("tri", points = 1,
  title = list(fr = "Les communes les plus denses viennent d'abord", en = "The densest communes come first"),
  hint = list(fr = "`order` donne les positions dans l'ordre croissant : regardez son argument `decreasing`.",
              en = "`order` gives positions in increasing order: look at its argument `decreasing`."),
  {
    resultat <- sub$call("par_densite", communes)
    expect_equal(resultat$commune, classees(communes)$commune, what = list(fr = "l'ordre des communes", en = "the order of the communes"))
  })

check("colonnes", points = 1,
  title = list(fr = "Le tableau garde ses colonnes, suivies de densite", en = "The table keeps its columns, then densite"),
  hint = list(fr = "Triez les lignes : `tableau[order(…), ]` garde toutes les colonnes.",
              en = "Sort the rows: `table[order(…), ]` keeps every column."),
  expect_frame(sub$call("par_densite", communes), classees(communes), ignore_row_order = TRUE))

check("inconnue", points = 1, hidden = TRUE,
  title = list(fr = "Une superficie inconnue donne une densité inconnue, en dernier", en = "An unknown area gives an unknown density, last"),
  hint = list(fr = "Où `order` met-il les valeurs manquantes ?", en = "Where does `order` put missing values?"),
  {
    # Assez de communes pour qu'un ordre donné au hasard ne soit jamais le bon.
    n <- 12L
    table <- data.frame(
      commune = sprintf("%05d", sample(1000:95000, n)), population = sample(500:90000, n),
      superficie = round(runif(n, 2, 90), 2)
    )
    table$superficie[sample(n, 1)] <- NA
    expect_equal(sub$call("par_densite", table)$commune, classees(table)$commune)
  })
