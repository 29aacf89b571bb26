billan <- function(montants) list(nombre = length(montants), total = sum(montants))

par_regions <- function(table) aggregate(montant ~ region, table, sum)
