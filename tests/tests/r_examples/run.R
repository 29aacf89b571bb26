# Runs /work/.corpus/example.R, the examples of one help topic, as source() does with echo: what is printed, then how it
# ended and a digest of each file of pages that was drawn. /work/.corpus/package names the topic's package.

run <- function() {
  options(width = 80L, warn = 1L, digits = 7L)
  # webr knows no other order of texts.
  Sys.setlocale("LC_COLLATE", "C")
  dir.create("/tmp/drawn")
  drawn <- 0L
  options(device = function(width = 7, height = 7, ...) {
    drawn <<- drawn + 1L
    file <- sprintf("/tmp/drawn/%03d.pdf", drawn)
    grDevices::pdf(file, width, height, timestamp = FALSE, producer = FALSE, compress = FALSE)
  })
  library(readLines("/work/.corpus/package"), character.only = TRUE)
  set.seed(1)
  end <- tryCatch(
    {
      source("/work/.corpus/example.R", echo = TRUE, max.deparse.length = Inf)
      "ended"
    },
    error = function(e) paste0("error: ", paste(conditionMessage(e), collapse = " "))
  )
  while (sink.number() > 0L) sink()
  sink(type = "message")
  grDevices::graphics.off()
  cat("\n[", end, "]\n", sep = "")
  for (file in list.files("/tmp/drawn", full.names = TRUE)) {
    cat("[drawn ", file.size(file), " ", tools::md5sum(file), "]\n", sep = "")
  }
  cat("[over]\n")
}

run()
