# A factor whose codes point beyond its levels.
par_region <- function(table) {
  answer <- aggregate(montant ~ region, table, sum)
  answer$region <- structure(c(1L, 2L, 99L), levels = c("Bretagne", "Corse"), class = "factor")
  answer
}
