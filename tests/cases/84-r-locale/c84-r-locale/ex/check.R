check("mois", title = list(fr = "La date en toutes lettres", en = "The date in words"), expect_equal(sub$call("en_lettres", as.Date("2024-07-14")), "14 juillet 2024"))
check("lue", title = list(fr = "La date lue", en = "The date that is read"), expect_equal(sub$call("lue", "3 août 2024"), as.Date("2024-08-03")))
check("sans_accent", title = list(fr = "Sans accents", en = "Without accents"), expect_equal(sub$call("sans_accent", "Saint-Étienne, cœur d'été"), "Saint-Etienne, coeur d'ete"))
check("ordre", title = list(fr = "L'ordre alphabétique", en = "Alphabetical order"), {
  expect_equal(sub$call("ordre", c("Zoé", "abricot", "éclair", "Eclair", "co-op", "coop")), c("abricot", "co-op", "coop", "Eclair", "éclair", "Zoé"))
  expect_true(sub$run("'b' > 'A' && 'é' < 'f' && Sys.getlocale('LC_COLLATE') != 'C'"))
  expect_equal(sub$run("Sys.setlocale('LC_COLLATE', 'C'); sort(c('b', 'A', 'a', 'B'))"), c("A", "B", "a", "b"))
  expect_equal(sub$run("suppressWarnings(Sys.setlocale('LC_COLLATE', 'sv_SE.UTF-8'))"), "")
})
