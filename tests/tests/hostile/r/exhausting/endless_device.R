readLines("/dev/zero")
