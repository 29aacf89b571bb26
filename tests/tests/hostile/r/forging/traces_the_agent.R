# What R offers for looking into functions while they run.
try(trace("answer", quote(cat("vu\n")), where = asNamespace("spyrales"), print = FALSE), silent = TRUE)
options(error = quote(cat("vu\n")), warning.expression = quote(cat("vu\n")), expressions = 500)
