before <- Sys.time()
Sys.sleep(1000)
cat(round(as.numeric(difftime(Sys.time(), before, units = "secs"))), "\n")
