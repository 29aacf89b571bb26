# Figures as plain values: what they show, as data, and a picture; part three of R's codec.

# `description` is a list as docs/values.md has it, with its arrays made by `numbers` and its lists of texts
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

write_figure <- function(x) {
  x <- unclass(x)
  join(u8(0x25), write_described(x$description), u32(length(x$picture)), x$picture)
}

write_described <- function(x) {
  if (is.null(x)) return(u8(0x00))
  classes <- oldClass(x)
  x <- unclass(x)
  if (identical(classes, "spyrales_numbers")) {
    bytes <- f64(x[[1L]])
    dims <- x[[2L]]
    return(join(u8(0x20), str("float64"), u8(length(dims) > 1L), u8(length(dims)), i64(dims), i64(length(bytes)), bytes))
  }
  if (identical(classes, "spyrales_texts")) {
    items <- lapply(x[[1L]], function(text) if (is.na(text)) u8(0x00) else c(u8(0x09), str(text)))
    return(joined(c(list(u8(0x10), u32(length(items))), items)))
  }
  if (!is.list(x)) return(write_scalar(x))
  items <- lapply(unname(x), write_described)
  names <- names(x)
  if (is.null(names)) return(joined(c(list(u8(0x10), u32(length(items))), items)))
  keyed <- lapply(seq_along(items), function(i) join(key_bytes(names[[i]]), items[[i]]))
  joined(c(list(u8(0x13), u32(length(items))), keyed))
}

# The keys of a description are few, and the same in every figure.
known_keys <- new.env(parent = emptyenv())

key_bytes <- function(name) {
  bytes <- known_keys[[name]]
  if (is.null(bytes)) known_keys[[name]] <- bytes <- c(u8(0x09), str(name))
  bytes
}

read_figure <- function(from) {
  description <- read_value(from)
  structure(list(description = description, picture = from$take(from$u32())), class = "spyrales_figure")
}

is_figure <- function(x) identical(oldClass(x), "spyrales_figure")
