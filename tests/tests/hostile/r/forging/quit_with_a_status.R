q("no", 7, FALSE)
