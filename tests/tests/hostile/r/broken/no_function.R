par_region <- 3
