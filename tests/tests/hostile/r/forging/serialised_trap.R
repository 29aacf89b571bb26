# A promise in a serialised object, which runs when it is looked at where it is read.
trap <- new.env()
delayedAssign("total", { cat("piège\n"); 5 }, assign.env = trap)
bilan <- function(montants) serialize(trap, NULL)
par_region <- function(table) {
  saveRDS(trap, "resultat.rds")
  trap
}
