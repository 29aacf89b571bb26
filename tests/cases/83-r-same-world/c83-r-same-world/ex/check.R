source("outils.R")
check("premier", title = list(fr = "Le premier", en = "The first"), expect_equal(sub$call("f", suivant()), 1))
check("second", title = list(fr = "Le second", en = "The second"), expect_equal(sub$call("f", suivant()), 2))
