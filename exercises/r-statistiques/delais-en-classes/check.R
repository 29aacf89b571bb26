# Les effectifs, classe par classe, comptés un par un.
effectifs <- function(x) {
  classe <- floor(x[!is.na(x)] / 10)
  vapply(0:max(classe), function(i) sum(classe == i), 0)
}

bornes <- function(x) 10 * (0:length(effectifs(x)))

CONNUS <- c(3, 10, 12, 9, 20, 20, 35, 31, 8, 0, 47, 19)

dessine <- function(sub, x) {
  sub$call("montrer", x)
  sub$figure()
}

check("classes", points = 2,
  title = list(fr = "Les classes ont 10 jours, à partir de 0", en = "Classes are 10 days wide, from 0"),
  hint = list(fr = "Donnez à `breaks` toutes les bornes : regardez `seq`.", en = "Give `breaks` all the edges: look at `seq`."),
  expect_figure(dessine(sub, CONNUS), kind = "hist", edges = bornes(CONNUS)))

check("effectifs", points = 2,
  title = list(fr = "Un délai de 10 jours est dans la classe de 10 à 20", en = "A delay of 10 days is in the class from 10 to 20"),
  hint = list(fr = "Regardez l'argument `right` de `hist`.", en = "Look at the `right` argument of `hist`."),
  expect_figure(dessine(sub, CONNUS), kind = "hist", counts = effectifs(CONNUS)))

check("noms", points = 1,
  title = list(fr = "Les axes disent ce qu'ils portent", en = "Axes say what they bear"),
  hint = list(fr = "Regardez `xlab` et `ylab`.", en = "Look at `xlab` and `ylab`."),
  expect_figure(dessine(sub, CONNUS), x_label = "jours", y_label = "dossiers"))

check("inconnus", points = 1, hidden = TRUE,
  title = list(fr = "Les délais inconnus ne comptent pas", en = "Unknown delays don't count"),
  hint = list(fr = "`max` d'un vecteur qui contient `NA` est `NA` : regardez `is.na`.",
              en = "`max` of a vector that holds `NA` is `NA`: look at `is.na`."),
  {
    x <- c(sample(0:69, 60, TRUE), NA, 70, NA)
    expect_figure(dessine(sub, x), kind = "hist", counts = effectifs(x), edges = bornes(x))
  })
