repeat tryCatch(repeat {}, error = identity, interrupt = identity, condition = identity, finally = NULL)
