par_region <- function(table) structure(list(c("Bretagne", "Corse", "Normandie"), c(14, 3.5, 6.25)), class = "data.frame", row.names = 1:3)
