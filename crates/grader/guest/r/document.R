# A submission as lines of code: most are scripts; R Markdown and what was copied from a console are read as what
# they are, so that line numbers stay those of the file. Notebooks are the host's matter.

read_document <- function(source) {
  lines <- strsplit(sub("^\ufeff", "", source), "\r\n|\n|\r")[[1L]]
  submission$lines <- lines
  read <- parse_lines(lines)
  if (!inherits(read, "error")) return(list(lines = lines, expressions = read))
  for (kind in DOCUMENTS) {
    code <- kind$code(lines)
    if (is.null(code)) next
    submission$lines <- code$lines
    again <- parse_lines(code$lines)
    if (inherits(again, "error")) refuse("spyrales_syntax", details = syntax(conditionMessage(again), code$lines))
    submission$notes <- c(submission$notes, list(kind$told))
    return(list(lines = code$lines, expressions = without_settings(again)))
  }
  refuse("spyrales_syntax", details = syntax(conditionMessage(read), lines))
}

# Settings of how a document is laid out mean nothing here.
without_settings <- function(expressions) {
  settings <- vapply(expressions, function(one) {
    any(startsWith(paste(deparse(one, nlines = 1L), collapse = ""), c("knitr::opts", "opts_chunk$set", "opts_knit$set")))
  }, TRUE)
  structure(expressions[!settings], srcref = attr(expressions, "srcref")[!settings])
}

# Blocks of code between fences. What isn't R's, or isn't to be run, is left out.
fenced_code <- function(lines) {
  fence <- grepl("^\\s*(```|~~~)", lines)
  if (!any(fence)) return(NULL)
  opening <- "^\\s*(```+|~~~+)\\s*\\{?\\s*\\.?([A-Za-z-]*)(.*)$"
  any_r <- any(grepl("^\\s*(```+|~~~+)\\s*\\{?\\s*\\.?(r|webr-r|webr)\\b", lines, ignore.case = TRUE))
  code <- rep("", length(lines))
  inside <- FALSE
  taken <- FALSE
  for (i in seq_along(lines)) {
    if (!fence[i]) {
      if (inside && taken) code[i] <- lines[i]
      if (taken && grepl("^\\s*#\\|\\s*eval:\\s*false", lines[i])) taken <- FALSE
      next
    }
    inside <- !inside
    if (!inside) next
    language <- tolower(sub(opening, "\\2", lines[i]))
    options <- sub(opening, "\\3", lines[i])
    # Where no block says that it's R, those that say nothing are.
    taken <- (language %in% c("r", "webr", "webr-r") || (!any_r && language == "")) &&
      !grepl("eval\\s*=\\s*(F|FALSE)\\b", options)
  }
  list(lines = code)
}

# What was copied from R's console: lines after a prompt; all others are what R answered.
console_code <- function(lines) {
  written <- grep("\\S", lines)
  if (length(written) == 0L || !grepl("^\\s*>( |$)", lines[written[1L]])) return(NULL)
  code <- rep("", length(lines))
  open <- FALSE
  for (i in written) {
    if (grepl("^\\s*>", lines[i])) open <- TRUE else if (!grepl("^\\s*\\+", lines[i])) open <- FALSE
    if (open) code[i] <- sub("^\\s*[>+] ?", "", lines[i])
  }
  list(lines = code)
}
