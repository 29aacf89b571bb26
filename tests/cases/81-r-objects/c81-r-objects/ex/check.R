check("nature", title = list(fr = "La méthode est trouvée", en = "The method is found"), {
  expect_equal(sub$call("nature", 3), "nombre")
  expect_equal(sub$call("nature", "a"), "autre")
})
check("compte", title = list(fr = "Un objet S3", en = "An S3 object"), {
  compte <- sub$call("compte", 5)
  expect_true(inherits(compte, "compte"))
  expect_equal(compte$solde, 5)
  expect_equal(sub$method(compte, "format"), "solde : 5")
  expect_equal(sub$method(sub$call("deposer", compte, 3), "summary"), 8)
})
check("affiche", title = list(fr = "L'objet s'affiche", en = "The object prints"), {
  expect_true(grepl("solde : 1", sub$stdout()), what = list(fr = "le compte ne s'affiche pas", en = "the account doesn't print"))
})
check("erreur", title = list(fr = "Une erreur à soi", en = "An error of one's own"), {
  expect_error(sub$call("retirer", sub$call("compte", 1), 2), class = "solde_insuffisant")
  dit <- tryCatch(sub$call("retirer", sub$call("compte", 1), 2), solde_insuffisant = conditionMessage)
  expect_equal(dit, "solde insuffisant")
})
check("s4", title = list(fr = "Une classe S4", en = "An S4 class"), {
  cercle <- sub$call("cercle", 2)
  expect_true(is(cercle, "Cercle"))
  expect_close(sub$call("aire", cercle), 4 * pi)
  expect_close(sub$field(cercle, "rayon"), 2)
})
check("reference", title = list(fr = "Une classe de référence", en = "A reference class"), {
  pile <- sub$call("Pile")
  sub$method(pile, "empiler", "a")
  sub$method(pile, "empiler", "b")
  expect_equal(sub$method(pile, "taille"), 2)
  expect_equal(sub$field(pile, "contenu"), c("a", "b"))
})
