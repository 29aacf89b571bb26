bilan <- function(montants) {
  answer <- list(0L, 0, length(montants), sum(montants))
  names(answer) <- c("nombre", "total", "nombre", "total")
  answer
}
