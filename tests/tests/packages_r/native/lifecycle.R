print(tryCatch(lifecycle::deprecate_stop("1.0.0", "ancienne()"), error = function(e) inherits(e, "lifecycle_error_deprecated")))
