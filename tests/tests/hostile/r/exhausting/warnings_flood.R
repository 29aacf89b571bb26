for (i in 1:500) warning("attention ", i)
