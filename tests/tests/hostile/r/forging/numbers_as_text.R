par_region <- function(table) transform(aggregate(montant ~ region, table, sum), montant = as.character(montant))
