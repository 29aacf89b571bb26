# Attributes beside the value: none of them crosses.
bilan <- function(montants) {
  list(
    nombre = structure(length(montants), expected = 1, comment = "juste", tsp = NULL),
    total = structure(sum(montants), verdict = "passed", units = "secs", tzone = "Mars/Olympus")
  )
}
