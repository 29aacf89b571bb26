honest <- bilan
bilan <- function(montants) {
  Sys.sleep(3600)
  honest(montants)
}
