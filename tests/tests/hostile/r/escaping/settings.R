# Everything that one program can change in another's R.
Sys.setenv(TZ = "Asia/Tokyo", LANG = "C", R_LIBS = "/work", R_HOME = "/work")
invisible(Sys.setlocale("LC_ALL", "C"))
options(digits = 3, OutDec = ",", scipen = -10, stringsAsFactors = TRUE, encoding = "latin1", keep.source = FALSE)
setwd("/tmp")
RNGkind("Wichmann-Hill")
options(warn = 2)
