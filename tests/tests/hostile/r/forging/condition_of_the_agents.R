# Conditions that only the agent raises, with fields that aren't what they should be.
bilan <- function(montants) {
  stop(structure(class = c("spyrales_missing", "error", "condition"), list(message = quote(x), call = 1, name = list(1, sum))))
}
