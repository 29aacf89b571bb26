check("differences", points = 2,
  title = list(fr = "Les différences sont justes", en = "The differences are right"),
  hint = list(fr = "`releves[-1]` enlève le premier relevé ; regardez aussi `diff`.",
              en = "`releves[-1]` takes the first reading away; look at `diff` too."),
  {
    expect_close(sub$call("ecarts", c(100, 130, 155)), c(30, 25))
    expect_close(sub$call("ecarts", c(5, 2, 2, 9.5)), c(-3, 0, 7.5))
  })

check("un_seul", points = 1,
  title = list(fr = "Avec un seul relevé, il n'y a pas de différence", en = "With a single reading there is no difference"),
  hint = list(fr = "`1:0` n'est pas vide : il vaut `1 0`. Regardez `seq_len`.", en = "`1:0` isn't empty: it is `1 0`. Look at `seq_len`."),
  expect_equal(sub$call("ecarts", 100), numeric(0)))

check("aucun", points = 1,
  title = list(fr = "Sans relevé non plus", en = "Nor without any reading"),
  hint = list(fr = "Testez la longueur du vecteur avant de calculer.", en = "Test the length of the vector before computing."),
  expect_equal(sub$call("ecarts", numeric(0)), numeric(0)))

check("tires", points = 1, hidden = TRUE,
  title = list(fr = "Les différences sont justes sur d'autres relevés", en = "The differences are right on other readings"),
  hint = list(fr = "La longueur du vecteur peut être quelconque.", en = "The vector may have any length."),
  {
    releves <- cumsum(round(runif(sample(6:15, 1), 0, 50), 1))
    expect_close(sub$call("ecarts", releves), releves[-1] - releves[-length(releves)], atol = 1e-9)
  })
