# R's own clock is the sandbox's: it moves with what is computed.
setTimeLimit(elapsed = 1e9, transient = TRUE)
repeat Sys.time()
