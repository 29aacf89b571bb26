par_region <- function(table) transform(aggregate(montant ~ region, table, sum), montant = montant * (1 + 1e-6))
