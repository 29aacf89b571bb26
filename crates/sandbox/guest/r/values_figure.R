# Figures as plain values: what they show, as data, and a picture; part three of R's codec.

# `description` is a list as docs/internals/values.md has it, with its arrays made by `numbers` and its lists of texts
# by `texts`; `picture` a file's bytes.
figure_of <- function(description, picture) {
  structure(list(description = description, picture = picture), class = "spyrales_figure")
}

numbers <- function(x) {
  dims <- dim(x)
  x <- as.double(x)
  x[is.na(x)] <- NaN
  structure(list(x, if (is.null(dims)) length(x) else dims), class = "spyrales_numbers")
}

texts <- function(x) structure(list(as.character(x)), class = "spyrales_texts")

# How objects of other packages are described: class name -> function. The harness fills it.
describers <- new.env(parent = emptyenv())

# An object as a figure, or NULL.
shown_figure <- function(x) {
  classes <- oldClass(x)
  if ("spyrales_figure" %in% classes) return(x)
  for (name in classes) {
    describe <- describers[[name]]
    if (is.function(describe)) return(figure_of(describe(x), raw()))
  }
  NULL
}

write_figure <- function(to, x) {
  x <- unclass(x)
  to$u8(0x25)
  write_described(to, x$description)
  to$u32(length(x$picture))
  to$bytes(x$picture)
}

write_described <- function(to, x) {
  if (is.null(x)) return(to$u8(0x00))
  classes <- oldClass(x)
  x <- unclass(x)
  if (identical(classes, "spyrales_numbers")) return(write_numbers(to, x[[1L]], x[[2L]]))
  if (identical(classes, "spyrales_texts")) {
    to$u8(0x10)
    to$u32(length(x[[1L]]))
    return(for (text in x[[1L]]) if (is.na(text)) to$u8(0x00) else to$text(text))
  }
  if (!is.list(x)) return(write_scalar(to, x))
  names <- names(x)
  to$u8(if (is.null(names)) 0x10 else 0x13)
  to$u32(length(x))
  for (i in seq_along(x)) {
    if (!is.null(names)) to$text(names[[i]])
    write_described(to, x[[i]])
  }
}

read_figure <- function(from) {
  description <- read_value(from)
  structure(list(description = description, picture = from$take(from$u32())), class = "spyrales_figure")
}

is_figure <- function(x) identical(oldClass(x), "spyrales_figure")
