barres <- function() {
  barplot(c(Ain = 660, Jura = 260, Var = 110), main = "Population 2021", xlab = "Département", ylab = "Milliers d'habitants")
}

histogramme <- function() hist(c(1, 9, 12, 15, 19, 25), breaks = c(0, 10, 20, 30))

courbe <- function() {
  mois <- as.Date(c("2024-01-01", "2024-02-01", "2024-03-01"))
  plot(mois, c(10, 100, 1000), type = "l", log = "y")
  legend("topleft", legend = "Bus", lty = 1)
}

nuage <- function() plot(c(1, 2, 3), c(3, 1, 2))

boites <- function() boxplot(list(A = c(1, 2, 3), B = c(4, 5, 4, 5, 6, 40)))

secteurs <- function() pie(c(A = 2, B = 1, C = 1))

deux <- function() {
  par(mfrow = c(1, 2))
  plot(1:2, 1:2, main = "a")
  plot(1:2, 2:1, main = "b", type = "l")
  par(mfrow = c(1, 1))
}
