# Makes an R that has run examples as good as new, for the next ones. `start` looks at a new R and gives
# the function that does it.

start <- function() {
  # What webr sets for its own ends.
  Sys.unsetenv(c("ALL_PROXY", "WEBR", "WEBR_VERSION"))
  options(showErrorCalls = TRUE, webr_pkg_repos = NULL)
  found <- list(
    search = search(), namespaces = loadedNamespaces(), options = options(), environment = Sys.getenv(),
    temporary = tempdir()
  )
  function() {
    grDevices::graphics.off()
    while (sink.number() > 0L) sink()
    sink(type = "message")
    for (name in rev(setdiff(search(), found$search))) detach(name, character.only = TRUE)
    # grid says that it shuts down all devices.
    for (name in rev(setdiff(loadedNamespaces(), found$namespaces))) {
      suppressWarnings(try(unloadNamespace(name), silent = TRUE))
    }
    rm(list = ls(globalenv(), all.names = TRUE), envir = globalenv())
    added <- setdiff(names(options()), names(found$options))
    options(structure(vector("list", length(added)), names = added))
    options(found$options)
    Sys.unsetenv(setdiff(names(Sys.getenv()), names(found$environment)))
    do.call(Sys.setenv, as.list(found$environment))
    Sys.setlocale("LC_ALL", "en_US.UTF-8")
    RNGkind("default", "default", "default")
    rm(list = ".Random.seed", envir = globalenv())
    setwd("/work")
    kept <- c(".", "..", ".corpus", basename(found$temporary), "drawn")
    unlink(setdiff(list.files("/work", all.files = TRUE, full.names = TRUE), file.path("/work", kept)), recursive = TRUE)
    unlink(setdiff(list.files("/tmp", all.files = TRUE, full.names = TRUE), file.path("/tmp", kept)), recursive = TRUE)
    unlink("/tmp/drawn", recursive = TRUE)
    unlink(list.files(found$temporary, full.names = TRUE), recursive = TRUE)
    invisible(gc())
  }
}
