.C("exit", 0L)
