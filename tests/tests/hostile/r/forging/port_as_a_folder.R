# The door is a file like no other: whatever is done to it must be refused or do nothing.
try_it <- function(code) tryCatch(isTRUE(code), error = function(e) FALSE, warning = function(w) FALSE)
cat(
  try_it(file.remove("/dev/port")), try_it(file.rename("/dev/port", "/work/port")), try_it(dir.create("/dev/port/x")),
  try_it(file.create("/dev/port/x")), try_it(file.copy("/dev/port", "/work/port")), try_it(file.symlink("/dev/port", "/work/lien")),
  file.exists("/dev/port"), "\n"
)
descriptors <- lapply(1:5, function(i) file("/dev/port", "rb", raw = TRUE))
for (descriptor in descriptors) close(descriptor)
seeking <- file("/dev/port", "r+b", raw = TRUE)
try(seek(seeking, 1e9), silent = TRUE)
try(truncate(seeking), silent = TRUE)
close(seeking)
