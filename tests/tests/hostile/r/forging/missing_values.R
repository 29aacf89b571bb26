bilan <- function(montants) list(nombre = NA, total = NA)
par_region <- function(table) transform(aggregate(montant ~ region, table, sum), montant = NA)
