bilan <- function(montants) {
  again <- function(e) stop(e)
  withCallingHandlers(stop("encore"), error = function(e) again(e))
}
