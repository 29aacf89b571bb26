bilan <- function(montants) {
  reads <- 0
  answer <- new.env()
  makeActiveBinding("nombre", function() { reads <<- reads + 1; length(montants) }, answer)
  makeActiveBinding("total", function() if (reads > 1) 0 else sum(montants), answer)
  answer
}
