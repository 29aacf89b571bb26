.Last <- function() repeat {}
invisible(reg.finalizer(globalenv(), function(x) repeat {}, onexit = TRUE))
