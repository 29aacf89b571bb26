# fails: classes, effectifs, noms, inconnus
montrer <- function(delais) barplot(table(delais %/% 10))
