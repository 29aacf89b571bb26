seen <- list()

bilan <- function(montants) {
  seen[[length(seen) + 1L]] <<- montants
  list(nombre = length(montants), total = sum(montants))
}

par_region <- function(table) stop(paste(unlist(seen), collapse = " "))
