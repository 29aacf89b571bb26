check("barres", title = list(fr = "Les barres", en = "The bars"), {
  sub$call("barres")
  expect_figure(sub$figure(), kind = "bars", bars = c(a = 1, b = 2))
})
check("rien", title = list(fr = "Une fonction qui ne dessine pas", en = "A function that doesn't draw"), {
  sub$call("rien")
  expect_true(is.null(sub$figure()), what = list(fr = "une figure est venue d'ailleurs", en = "a figure came from elsewhere"))
})
check("courbe", title = list(fr = "La courbe", en = "The line"), {
  sub$call("courbe")
  expect_figure(sub$figure(), kind = "line", x = 1:3, y = c(1, 4, 9))
})
check("script", title = list(fr = "La figure du script", en = "The script's figure"), {
  expect_figure(sub$figure(), kind = "hist")
})
