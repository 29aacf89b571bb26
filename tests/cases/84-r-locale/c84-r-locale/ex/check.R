check("mois", title = list(fr = "La date en toutes lettres", en = "The date in words"), expect_equal(sub$call("en_lettres", as.Date("2024-07-14")), "14 juillet 2024"))
check("lue", title = list(fr = "La date lue", en = "The date that is read"), expect_equal(sub$call("lue", "3 août 2024"), as.Date("2024-08-03")))
check("sans_accent", title = list(fr = "Sans accents", en = "Without accents"), expect_equal(sub$call("sans_accent", "Saint-Étienne, cœur d'été"), "Saint-Etienne, coeur d'ete"))
check("ordre", title = list(fr = "L'ordre que le système annonce", en = "The order that the system claims"), {
  said <- sub$run("Sys.getlocale('LC_COLLATE')")
  order <- sub$call("ordre", c("Zoé", "abricot", "éclair"))
  expect_equal(order, if (said == "C") c("Zoé", "abricot", "éclair") else c("abricot", "éclair", "Zoé"))
})
