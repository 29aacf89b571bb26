check("barres", title = "barres", {
  sub$call("barres")
  expect_figure(sub$figure(),
    kind = "bars", title = "population", x_label = "departement", y_label = "milliers d'habitants",
    bars = c(Ain = 660, Jura = 260, Var = 110), ordered = TRUE, from_zero = TRUE
  )
})

check("histogramme", title = "histogramme", {
  sub$call("histogramme")
  expect_figure(sub$figure(), kind = "hist", counts = c(2, 3, 1), edges = c(0, 10, 20, 30))
})

check("courbe", title = "courbe", {
  sub$call("courbe")
  figure <- sub$figure()
  expect_figure(figure,
    kind = "line", x = as.Date(c("2024-01-01", "2024-02-01", "2024-03-01")), y = c(10, 100, 1000), y_scale = "log",
    legend = "Bus"
  )
  expect_equal(figure$description$axes[[1]]$x$holds, "date")
})

check("nuage", title = "nuage", {
  sub$call("nuage")
  expect_figure(sub$figure(), kind = "points", x = c(1, 2, 3), y = c(3, 1, 2))
})

check("boites", title = "boîtes", {
  sub$call("boites")
  figure <- sub$figure()
  expect_figure(figure, kind = "boxes")
  axes <- figure$description$axes[[1]]
  boxes <- Find(function(artist) artist$type == "boxes", axes$artists)$boxes
  expect_equal(vapply(boxes, function(box) box$median, 0), c(2, 5))
  expect_equal(axes$x$tick_labels, c("A", "B"))
  expect_equal(boxes[[2]]$beyond, 40)
})

check("secteurs", title = "secteurs", {
  sub$call("secteurs")
  expect_figure(sub$figure(), kind = "pie", shares = c(0.5, 0.25, 0.25), rtol = 1e-6)
})

check("deux", title = "deux graphiques", {
  sub$call("deux")
  figure <- sub$figure()
  expect_figure(figure, kind = "points", title = "a")
  expect_figure(figure, kind = "line", title = "b", axes = 2)
})
