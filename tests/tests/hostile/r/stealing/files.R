paths <- c("/etc/passwd", "/proc/self/environ", "/proc/self/mem", "/dev/mem", "/root", "/home", "/work/hidden/secrets.csv", "/work/check.R")
for (path in paths) cat(path, file.exists(path), inherits(try(suppressWarnings(readLines(path)), silent = TRUE), "try-error"), "\n")
cat(list.files("/work", all.files = TRUE, recursive = TRUE), list.files("/tmp", recursive = TRUE), "\n")
cat(basename(list.files("/usr/local/lib/spyrales", recursive = TRUE)), "\n")
