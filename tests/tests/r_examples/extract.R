# Writes examples out of R's help as programs, one for each topic: /work/PACKAGE/TOPIC.R. They are taken out as
# `R CMD check` does it, without what is marked as not to be run or not to be tested.
#
# /work/packages names the packages; /work/topics the topics, PACKAGE/TOPIC, or none for all.

local({
  wanted <- readLines("/work/topics")
  for (package in readLines("/work/packages")) {
    dir.create(file.path("/work", package), showWarnings = FALSE)
    pages <- tools::Rd_db(package)
    topics <- file.path(package, sub("[.]Rd$", "", basename(names(pages))))
    for (at in which(length(wanted) == 0L | topics %in% wanted)) {
      program <- file.path("/work", paste0(topics[[at]], ".R"))
      tools::Rd2ex(pages[[at]], program, commentDontrun = TRUE, commentDonttest = TRUE)
    }
  }
})
