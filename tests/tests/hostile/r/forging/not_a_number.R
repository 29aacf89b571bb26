bilan <- function(montants) list(nombre = NaN, total = NaN)
par_region <- function(table) transform(aggregate(montant ~ region, table, sum), montant = NaN)
