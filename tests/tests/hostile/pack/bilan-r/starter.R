bilan <- function(montants) NULL

par_region <- function(table) NULL
