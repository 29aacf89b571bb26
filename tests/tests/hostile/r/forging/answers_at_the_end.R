.Last <- function() cat("réussi\n")
invisible(reg.finalizer(globalenv(), function(x) cat("réussi\n"), onexit = TRUE))
