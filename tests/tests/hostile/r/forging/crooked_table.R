# Columns of unequal lengths, which no function of R's makes.
par_region <- function(table) {
  structure(list(region = c("Bretagne", "Corse", "Normandie"), montant = c(14, 3.5)), class = "data.frame", row.names = 1:3)
}
