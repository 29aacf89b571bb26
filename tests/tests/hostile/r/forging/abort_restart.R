invokeRestart("abort")
