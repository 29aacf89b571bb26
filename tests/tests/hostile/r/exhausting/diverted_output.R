for (i in 1:15) sink(tempfile())
cat("rien\n")
closeAllConnections()
