ajuster <- function(table) NULL
