# Loads packages of the bundle, by names with commas between them, just before a snapshot is taken.
load_packages <- function(names) {
  for (name in strsplit(names, ",", fixed = TRUE)[[1L]]) {
    suppressWarnings(suppressPackageStartupMessages(library(name, character.only = TRUE)))
  }
  invisible(gc())
}
