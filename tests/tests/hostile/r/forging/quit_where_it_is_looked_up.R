delayedAssign("bilan", quit(status = 0))
