# An axis that starts above zero, edges of its own, an unordered line, a line for points, and so on.
barres <- function() {
  barplot(c(Ain = 660, Jura = 260, Var = 110), ylim = c(100, 700), xpd = FALSE, main = "Population", xlab = "Département", ylab = "Milliers d'habitants")
}

histogramme <- function() hist(c(1, 9, 12, 15, 19, 25), breaks = 6)

courbe <- function() {
  mois <- as.Date(c("2024-02-01", "2024-01-01", "2024-03-01"))
  plot(mois, c(10, 100, 1000), type = "l", log = "y")
}

nuage <- function() plot(c(1, 2, 3), c(3, 1, 2), type = "l")

boites <- function() hist(1:9)

secteurs <- function() pie(c(A = 1, B = 1, C = 1))

deux <- function() plot(1:2, 1:2, main = "a")
