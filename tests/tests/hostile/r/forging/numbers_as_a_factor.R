par_region <- function(table) transform(aggregate(montant ~ region, table, sum), montant = factor(montant))
