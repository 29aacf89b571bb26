meilleurs <- function(table, n) NULL
