bilan <- function(montants) list(nombre = length(montants), total = sum(montants))

par_region <- function(table) aggregate(montant ~ region, table, sum)
