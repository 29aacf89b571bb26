cat(sort(names(Sys.getenv())), "\n")
cat(commandArgs(), getwd(), Sys.getpid(), Sys.info()[["nodename"]], Sys.info()[["user"]], "\n")
