# What learners write in scripts for their own machine, and what it does here: nothing that costs them.

take_over_habits <- function() {
  for (name in c("setwd", "quit", "readline")) own[[name]] <- get(name, baseenv())
  replace_in_base(list(
    setwd = set_directory, quit = quit_script, q = quit_script, readline = read_no_line, browser = no_browser
  ))
  replace_in("utils", list(install.packages = install_nothing, update.packages = install_nothing, View = view_nothing))
}

# R's base has no namespace whose bindings could be replaced in two places: it is one.
replace_in_base <- function(functions) {
  for (name in names(functions)) {
    unlockBinding(name, baseenv())
    assign(name, functions[[name]], baseenv())
    lockBinding(name, baseenv())
  }
}

set_directory <- function(dir) {
  if (is.character(dir) && length(dir) == 1L && !is.na(dir) && !dir.exists(dir)) {
    note(NOTES$setwd)
    return(invisible(getwd()))
  }
  own$setwd(dir)
}

# While a script runs, `load` is there to end it.
quit_script <- function(save = "default", status = 0, runLast = TRUE) {
  if (!is.null(submission$current)) {
    note(NOTES$quit)
    invokeRestart("spyrales_quit", status)
  }
  own$quit(save, status, runLast)
}

read_no_line <- function(prompt = "") {
  note(NOTES$readline)
  own$readline(prompt)
}

no_browser <- function(text = "", condition = NULL, expr = TRUE, skipCalls = 0L) {
  note(NOTES$browser)
  invisible()
}

install_nothing <- function(pkgs, ...) {
  note(NOTES$install)
  invisible()
}

view_nothing <- function(x, title) {
  note(NOTES$view)
  invisible()
}
