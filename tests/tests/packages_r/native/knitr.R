print(knitr::kable(head(mtcars[1:3], 2), format = "pipe"))
cat(knitr::combine_words(c("a", "b", "c")), "\n")
