cat(exists("canari"), exists("canari", asNamespace("spyrales")), is.null(getOption("canari")), Sys.getenv("CANARI"), "\n")
cat(file.exists("/work/canari"), length(list.files("/tmp", "canari")), "canari" %in% search(), is.null(getS3method("print", "canari", TRUE)), "\n")
