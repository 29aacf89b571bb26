barres <- function() barplot(c(a = 1, b = 2))
rien <- function() 3
courbe <- function() plot(1:3, (1:3)^2, type = "l")
barres()
par(mfrow = c(1, 1))
hist(c(1, 2, 2, 3))
