agent <- asNamespace("spyrales")
rm(list = ls(agent, all.names = TRUE), envir = agent)
rm(agent)
