# Bytes to plain values, as docs/internals/values.md lays them out; part two of R's codec.
#
# What the host sends is well formed; a value that R has no word for raises an error.

# A reader over a connection: its functions take what comes next. As in the writer, what `readBin` is made of.
reader <- function(connection, kept = NULL) {
  items <- function(type, count, size, signed = TRUE) .Internal(readBin(connection, type, count, size, signed, FALSE))
  take <- function(count) items("raw", count, 1L)
  u8 <- function() items("integer", 1L, 1L, FALSE)
  u32 <- function(count = 1L) items("integer", count, 4L)
  i64 <- function(count = 1L) {
    halves <- u32(2 * count)
    low <- halves[c(TRUE, FALSE)]
    high <- halves[c(FALSE, TRUE)]
    if (!anyNA(low) && !anyNA(high) && all(high == -(low < 0L))) return(as.double(low))
    gaps <- is.na(high) & !is.na(low) & low == 0L
    low <- as.double(low)
    high <- as.double(high)
    # The bits of -2^31 are R's NA.
    low[is.na(low)] <- -2^31
    high[is.na(high)] <- -2^31
    numbers <- high * 2^32 + low + (low < 0) * 2^32
    # The least 64-bit integer stands for a time that isn't there.
    numbers[gaps] <- NA
    numbers
  }
  f64 <- function(count = 1L) items("double", count, 8L)
  str <- function() {
    bytes <- take(u32())
    if (any(bytes == as.raw(0))) nul_in_text()
    text <- rawToChar(bytes)
    Encoding(text) <- "UTF-8"
    text
  }
  # Texts end to end, by their lengths in bytes.
  texts <- function(count) {
    lengths <- u32(count)
    u32()
    found <- tryCatch(readChar(connection, lengths, useBytes = TRUE), warning = function(warning) nul_in_text())
    # Looking for what isn't ASCII costs less than marking what is.
    if (!identical(nchar(found, "chars", allowNA = TRUE), lengths)) Encoding(found) <- "UTF-8"
    found
  }
  environment()
}

nul_in_text <- function() unreadable("a text with a NUL character")

unreadable <- function(what) stop(paste("R has no value for", what), call. = FALSE)

# `kept` gives the object of a number and a class.
decode <- function(bytes, kept = NULL) read_through(bytes, kept, read_value)

# A message of the protocol, whose items stay apart. The arguments of a request do too.
decode_message <- function(bytes, kept = NULL, arguments = FALSE) {
  read_through(bytes, kept, function(from) {
    from$u8()
    lapply(seq_len(from$u32()), function(i) {
      tag <- from$u8()
      if (arguments && tag == 0x10) read_values(from) else read_tagged(from, tag)
    })
  })
}

read_through <- function(bytes, kept, read) {
  connection <- .Internal(rawConnection("", bytes, "rb"))
  on.exit(.Internal(close(connection, "rw")))
  read(reader(connection, kept))
}

read_value <- function(from) read_tagged(from, from$u8())

read_tagged <- function(from, tag) {
  read <- if (tag < length(READERS_BY_TAG)) READERS_BY_TAG[[tag + 1L]]
  if (is.null(read)) unreadable(sprintf("a value of kind %02x", tag))
  read(from)
}

# An integer where it fits.
whole <- function(numbers) {
  fits <- !anyNA(numbers) && all(abs(numbers) < 2^31)
  if (fits) as.integer(numbers) else numbers
}

moment <- function(seconds, zone) structure(seconds, class = c("POSIXct", "POSIXt"), tzone = zone)

duration <- function(seconds) structure(seconds, class = "difftime", units = "secs")

date <- function(days) structure(as.double(days), class = "Date")

read_zone <- function(from) {
  zone <- read_value(from)
  if (is.null(zone)) "" else zone
}

read_seconds <- function(from) from$i64() + from$u32() / 1e9

read_values <- function(from) lapply(seq_len(from$u32()), function(i) read_value(from))

# A list of others' is R's vector where its items are single values of one kind.
read_plain_list <- function(from) {
  items <- read_values(from)
  if (length(items) == 0L) return(logical())
  single <- vapply(items, function(item) {
    is.null(item) || (is.atomic(item) && length(item) == 1L && is.null(attributes(item)) && !is.raw(item))
  }, TRUE)
  if (!all(single)) return(items)
  types <- unique(vapply(Filter(function(item) !is.null(item) && !identical(item, NA), items), typeof, ""))
  numeric <- all(types %in% c("integer", "double", "complex"))
  if (length(types) > 1L && !numeric) return(items)
  unlist(lapply(items, function(item) if (is.null(item)) NA else item))
}

read_map <- function(from) {
  count <- from$u32()
  keys <- character(count)
  items <- vector("list", count)
  for (i in seq_len(count)) {
    key <- read_value(from)
    keys[i] <- if (is.null(key)) "NULL" else as.character(key)[1]
    item <- read_value(from)
    if (!is.null(item)) items[[i]] <- item
  }
  names(items) <- keys
  if (identical(keys, c("#names", "#values"))) return(restore_names(items))
  if (identical(keys[1:2], c("#dim", "#values"))) return(restore_array(items))
  if (identical(keys, c("#as", "#name", "#value"))) return(restore_as(items))
  items
}

restore_names <- function(parts) {
  items <- as.list(parts[["#values"]])
  names(items) <- parts[["#names"]]
  items
}

restore_array <- function(parts) {
  names <- parts[["#dimnames"]]
  if (!is.null(names)) names(names) <- parts[["#axes"]]
  x <- array(parts[["#values"]], parts[["#dim"]], names)
  if (isTRUE(parts[["#table"]])) class(x) <- "table"
  x
}

# A duration in the unit it had, a table of one dimension.
restore_as <- function(parts) {
  x <- parts[["#value"]]
  what <- parts[["#as"]]
  if (what == "table") {
    labels <- list(names(x))
    names(labels) <- parts[["#name"]]
    return(structure(array(unname(x), length(x), labels), class = "table"))
  }
  if (inherits(x, "POSIXct")) x <- structure(NA_real_, class = "difftime", units = "secs")
  units(x) <- what
  x
}

UNITS <- c(W = 604800, D = 86400, h = 3600, m = 60, s = 1, ms = 1e-3, us = 1e-6, ns = 1e-9)

read_numbers <- function(from) {
  dtype <- from$str()
  columns_first <- from$u8() == 1L
  dims <- from$i64(from$u8())
  from$i64()
  count <- prod(dims)
  x <- read_items(from, dtype, count)
  if (length(dims) < 2L) return(x)
  if (columns_first) return(array(x, dims))
  aperm(array(x, rev(dims)), rev(seq_along(dims)))
}

read_items <- function(from, dtype, count) {
  integer <- function(size, signed = TRUE) {
    from$items("integer", count, size, signed)
  }
  switch(dtype,
    bool = as.logical(from$take(count)),
    int8 = integer(1L), uint8 = integer(1L, FALSE), int16 = integer(2L), uint16 = integer(2L, FALSE),
    int32 = integer(4L), uint32 = { x <- as.double(integer(4L)); whole(x + (x < 0) * 2^32) },
    int64 = whole(from$i64(count)), uint64 = { x <- from$i64(count); whole(x + (x < 0) * 2^64) },
    float32 = from$items("double", count, 4L),
    float64 = from$f64(count),
    complex128 = { x <- from$f64(2 * count); complex(real = x[c(TRUE, FALSE)], imaginary = x[c(FALSE, TRUE)]) },
    read_times(from, dtype, count)
  )
}

read_times <- function(from, dtype, count) {
  if (!grepl("^(datetime|timedelta)64", dtype)) unreadable(paste("numbers of type", dtype))
  unit <- sub(".*\\[(.*)\\]", "\\1", dtype)
  if (!unit %in% names(UNITS)) unreadable(paste("times of type", dtype))
  seconds <- from$i64(count) * UNITS[[unit]]
  if (startsWith(dtype, "timedelta")) return(duration(seconds))
  if (unit %in% c("D", "W")) date(seconds / 86400) else moment(seconds, "")
}

read_objects <- function(from) {
  kind <- from$u8()
  dims <- from$i64(from$u8())
  items <- if (kind == 1L) from$texts(prod(dims)) else lapply(seq_len(prod(dims)), function(i) read_value(from))
  if (length(dims) < 2L) return(items)
  aperm(array(items, rev(dims)), rev(seq_along(dims)))
}

# Columns and indexes

read_column <- function(from) {
  switch(from$u8() + 1L,
    read_numbers_column(from), read_nullable(from), read_strings(from), read_categories(from),
    read_moments(from), read_durations(from), read_values(from),
    unreadable("a column of intervals"), unreadable("a column of periods")
  )
}

# In a column of others', NaN says that nothing is there.
read_numbers_column <- function(from) {
  from$u8()
  x <- read_numbers(from)
  if (is.double(x) && anyNA(x)) x[is.nan(x)] <- NA
  x
}

read_nullable <- function(from) {
  from$str()
  from$u8()
  x <- read_numbers(from)
  x[as.logical(from$take(from$u32()))] <- NA
  x
}

read_strings <- function(from) {
  from$str()
  marks <- from$take(from$u32())
  texts <- from$texts(length(marks))
  missing <- marks != as.raw(0)
  if (any(missing)) texts[missing] <- NA
  texts
}

read_categories <- function(from) {
  ordered <- from$u8() == 1L
  levels <- as.character(read_column(from))
  codes <- from$u32(from$u32()) + 1L
  codes[codes == 0L] <- NA
  structure(codes, levels = levels, class = c(if (ordered) "ordered", "factor"))
}

# Local times at midnight, all of them, are dates: pandas has no other column for dates.
read_moments <- function(from) {
  unit <- from$str()
  zone <- read_zone(from)
  seconds <- from$i64(from$u32()) * UNITS[[unit]]
  days <- seconds / 86400
  known <- days[!is.na(days)]
  if (zone == "" && length(known) > 0L && all(known == floor(known))) date(days) else moment(seconds, zone)
}

read_durations <- function(from) {
  unit <- from$str()
  duration(from$i64(from$u32()) * UNITS[[unit]])
}

# Labels of an index, or NULL for plain numbering.
read_index <- function(from) {
  kind <- from$u8()
  if (kind == 0L) {
    read_value(from)
    bounds <- from$i64(3L)
    if (bounds[1] == 0 && bounds[3] == 1) return(NULL)
    return(seq(bounds[1], by = bounds[3], length.out = max(0, ceiling((bounds[2] - bounds[1]) / bounds[3]))))
  }
  if (kind == 1L) {
    read_value(from)
    return(read_column(from))
  }
  levels <- lapply(seq_len(from$u32()), function(i) {
    read_value(from)
    labels <- as.character(read_column(from))
    codes <- from$u32(from$u32()) + 1L
    codes[codes == 0L] <- NA
    labels[codes]
  })
  do.call(paste, c(levels, sep = "."))
}

read_series <- function(from) {
  read_value(from)
  labels <- read_index(from)
  x <- read_column(from)
  if (!is.null(labels)) names(x) <- as.character(labels)
  x
}

read_frame <- function(from) {
  rows <- from$i64()
  count <- from$u32()
  names <- read_index(from)
  labels <- read_index(from)
  columns <- lapply(seq_len(count), function(i) read_column(from))
  names(columns) <- as.character(if (is.null(names)) seq_len(count) - 1L else names)
  unusable <- is.null(labels) || anyNA(labels) || anyDuplicated(labels)
  # As R itself writes rows without names.
  attr(columns, "row.names") <- if (unusable) c(NA_integer_, -as.integer(rows)) else as.character(labels)
  class(columns) <- "data.frame"
  columns
}

read_handle <- function(from) {
  number <- from$i64()
  class_name <- from$str()
  if (is.null(from$kept)) unreadable("an object of the submission")
  from$kept(number, class_name)
}

READERS <- list(
  "00" = function(from) NULL,
  "01" = function(from) NA,
  "02" = function(from) moment(NA_real_, ""),
  "03" = function(from) FALSE,
  "04" = function(from) TRUE,
  "05" = function(from) whole(from$i64()),
  "06" = function(from) {
    bytes <- as.integer(from$take(from$u32()))
    size <- length(bytes)
    sum(bytes * 256^(seq_along(bytes) - 1)) - if (bytes[size] >= 128L) 256^size else 0
  },
  "07" = function(from) from$f64(),
  "08" = function(from) complex(real = from$f64(), imaginary = from$f64()),
  "09" = function(from) from$str(),
  "0a" = function(from) from$take(from$u32()),
  "0b" = function(from) date(from$u32()),
  "0d" = function(from) { seconds <- read_seconds(from); moment(seconds, read_zone(from)) },
  "0e" = function(from) duration(read_seconds(from)),
  "10" = read_plain_list,
  "11" = read_values,
  "12" = read_plain_list,
  "13" = read_map,
  "14" = function(from) as.double(from$str()),
  "16" = function(from) { seconds <- read_seconds(from); moment(seconds, read_zone(from)) },
  "17" = function(from) duration(read_seconds(from)),
  "20" = read_numbers,
  "21" = read_objects,
  "22" = read_series,
  "23" = read_frame,
  "25" = function(from) read_figure(from),
  "26" = read_handle,
  "27" = read_column,
  "28" = read_index
)

# By the number of the tag, which is how they are looked up.
READERS_BY_TAG <- local({
  tags <- strtoi(names(READERS), 16L)
  readers <- vector("list", max(tags) + 1L)
  readers[tags + 1L] <- READERS
  readers
})
