library(ggplot2)

barres <- function() {
  table <- data.frame(d = c("Ain", "Jura", "Var"), n = c(660, 260, 110))
  print(ggplot(table, aes(d, n)) + geom_col() + labs(title = "Population 2021", x = "Département", y = "Milliers d'habitants"))
}

histogramme <- function() {
  print(ggplot(data.frame(x = c(1, 9, 12, 15, 19, 25)), aes(x)) + geom_histogram(breaks = c(0, 10, 20, 30)))
}

courbe <- function() {
  table <- data.frame(mois = as.Date(c("2024-01-01", "2024-02-01", "2024-03-01")), n = c(10, 100, 1000), mode = "Bus")
  print(ggplot(table, aes(mois, n, colour = mode)) + geom_line() + scale_y_log10())
}

nuage <- function() print(ggplot(data.frame(x = c(1, 2, 3), y = c(3, 1, 2)), aes(x, y)) + geom_point())

boites <- function() {
  table <- data.frame(g = rep(c("A", "B"), c(3, 6)), v = c(1, 2, 3, 4, 5, 4, 5, 6, 40))
  print(ggplot(table, aes(g, v)) + geom_boxplot())
}

secteurs <- function() {
  table <- data.frame(g = c("A", "B", "C"), n = c(2, 1, 1))
  print(ggplot(table, aes("", n, fill = g)) + geom_col() + coord_polar(theta = "y"))
}

# Facets are plots of their own.
deux <- function() {
  table <- data.frame(x = 1:2, y = 1:2, g = c("a", "b"))
  lines <- data.frame(x = 1:2, y = 2:1, g = "b")
  print(ggplot(mapping = aes(x, y)) + geom_point(data = table[1, ]) + geom_line(data = lines) + facet_wrap(~g))
}
