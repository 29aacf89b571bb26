port <- file("/dev/port", "wb", raw = TRUE)
writeBin(as.raw(c(0x10, 0xff, 0xff, 0xff, 0xff, 0x26, 1:200)), port)
close(port)
