d <- data.frame(a1 = 1, a2 = 2, b = 3)
print(tidyselect::eval_select(rlang::expr(tidyselect::starts_with("a")), d))
print(tidyselect::eval_select(rlang::expr(c(b, z = a1)), d))
