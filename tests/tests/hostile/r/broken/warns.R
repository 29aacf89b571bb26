honest <- bilan
bilan <- function(montants) {
  warning("attention")
  message("bonjour")
  honest(montants)
}
