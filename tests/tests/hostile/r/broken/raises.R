total <- function(montants) {
  montants$total
}
total(1)
