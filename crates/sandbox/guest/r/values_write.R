# Plain values to bytes, as docs/internals/values.md lays them out; part one of R's codec.
#
# Nothing here asks an object what it is by a method that the learner may have written: classes are read as
# attributes, and contents without their class.

# A writer to a connection: its functions put what comes next. R's own `writeBin` spends ten times as much on looking
# at its arguments as on writing, hence what it is made of.
writer <- function(connection, keep) {
  bytes <- function(x) .Internal(writeBin(x, connection, NA_integer_, FALSE, TRUE))
  u8 <- function(numbers) bytes(as.raw(numbers))
  u32 <- function(numbers) bytes(as.integer(numbers))
  # Whole numbers of up to 53 bits, which R holds as doubles.
  i64 <- function(numbers) {
    if (all(abs(numbers) < 2^31)) return(u32(rbind(numbers, -(numbers < 0))))
    high <- floor(numbers / 2^32)
    low <- numbers - high * 2^32
    # -2^31 becomes NA, whose bits are those of -2^31.
    suppressWarnings(u32(rbind(low - (low >= 2^31) * 2^32, high)))
  }
  str <- function(text) {
    text <- charToRaw(utf8(text))
    u32(length(text))
    bytes(text)
  }
  # Texts end to end: a length each, then all of them as one.
  texts <- function(texts) {
    sizes <- nchar(texts, "bytes")
    u32(sizes)
    u32(sum(sizes))
    # `writeChar` counts characters, and ends at a text that is empty.
    some <- texts[sizes > 0L]
    counts <- nchar(some, "chars")
    if (sum(counts) < sum(sizes)) return(bytes(charToRaw(paste(some, collapse = ""))))
    if (length(some) > 0L) .Internal(writeChar(some, connection, counts, NULL, TRUE))
  }
  map <- function(count) {
    u8(0x13)
    u32(count)
  }
  text <- function(text) {
    u8(0x09)
    str(text)
  }
  environment()
}

# The bytes that `write` puts into the writer that it is given.
written <- function(write, keep = NULL) {
  connection <- .Internal(rawConnection("", raw(), "wb"))
  on.exit(.Internal(close(connection, "rw")))
  write(writer(connection, keep))
  .Internal(rawConnectionValue(connection))
}

I64_MISSING <- as.raw(c(0, 0, 0, 0, 0, 0, 0, 0x80))

F64_NAN <- as.raw(c(0, 0, 0, 0, 0, 0, 0xf8, 0x7f))

utf8 <- function(texts) {
  texts <- enc2utf8(texts)
  bad <- !validUTF8(texts)
  if (any(bad)) texts[bad] <- iconv(texts[bad], "UTF-8", "UTF-8", sub = "byte")
  texts
}

# A condition for what can't cross: the whole answer is then replaced by a failure.
not_plain <- function(x) {
  stop(structure(class = c("spyrales_not_plain", "error", "condition"), list(
    message = "not a plain value", call = NULL, class_name = class_name(x)
  )))
}

class_name <- function(x) {
  name <- oldClass(x)[1]
  if (is.null(name) || is.na(name)) name <- if (is.function(x)) "function" else typeof(x)
  substr(utf8(name), 1, 200)
}

# Values

# `keep` gives the number of an object that stays here, or is NULL where nothing may stay.
encode <- function(x, keep = NULL) written(function(to) write_value(to, x), keep)

# A message of the protocol: a list that begins with a word.
message_of <- function(word, ..., keep = NULL) {
  parts <- list(word, ...)
  written(function(to) {
    to$u8(0x10)
    to$u32(length(parts))
    write_values(to, parts)
  }, keep)
}

write_values <- function(to, values) for (value in values) write_value(to, value)

write_value <- function(to, x) {
  if (is.null(x)) return(to$u8(0x00))
  if (isS4(x)) return(write_handle(to, x))
  classes <- oldClass(x)
  type <- typeof(x)
  if (!is.null(classes)) {
    if (type == "list") {
      if ("data.frame" %in% classes) return(write_frame(to, x))
      if ("POSIXlt" %in% classes) return(write_value(to, as.POSIXct.POSIXlt(x)))
      return(write_handle(to, x))
    }
    if (is_special(x)) return(write_special(to, x))
  }
  switch(type,
    logical = , integer = , double = , complex = , character = write_atomic(to, unclass(x), "table" %in% classes),
    raw = {
      to$u8(0x0a)
      to$u32(length(x))
      to$bytes(as.vector(unclass(x)))
    },
    list = write_list(to, x),
    pairlist = write_list(to, as.list(x)),
    write_handle(to, x)
  )
}

write_handle <- function(to, x) {
  figure <- shown_figure(x)
  if (!is.null(figure)) return(write_figure(to, figure))
  if (is.null(to$keep)) not_plain(x)
  number <- to$keep(x)
  to$u8(0x26)
  to$i64(number)
  to$str(class_name(x))
}

# Factors, dates, times and durations, which are numbers underneath.
is_special <- function(x) {
  type <- typeof(x)
  classes <- oldClass(x)
  ("factor" %in% classes && type == "integer" && is.character(attr(x, "levels", exact = TRUE))) ||
    (any(c("Date", "POSIXct", "difftime") %in% classes) && type %in% c("integer", "double"))
}

write_special <- function(to, x) {
  classes <- oldClass(x)
  single <- length(unclass(x)) == 1L
  unit <- if ("difftime" %in% classes) attr(x, "units", exact = TRUE)
  if (!is.null(unit) && unit != "secs") {
    attr(x, "units") <- "secs"
    announce(to, unit, NULL)
    return(write_special(to, x * SECONDS[[unit]]))
  }
  if (single && is.na(unclass(x)) && !("factor" %in% classes)) return(to$u8(0x02))
  if (!single || "factor" %in% classes) return(if (is.null(names(x))) write_tagged_column(to, x) else write_series(to, x))
  if ("Date" %in% classes) {
    to$u8(0x0b)
    return(to$u32(floor(as.double(unclass(x)))))
  }
  if ("POSIXct" %in% classes) {
    to$u8(0x0d)
    write_seconds(to, as.double(unclass(x)))
    return(write_zone(to, x))
  }
  to$u8(0x0e)
  write_seconds(to, seconds_of(x))
}

# Seconds, and nanoseconds below one: a double holds no more than microseconds of today.
write_seconds <- function(to, seconds) {
  whole <- floor(seconds)
  micros <- round((seconds - whole) * 1e6)
  over <- micros >= 1e6
  to$i64(whole + over)
  to$u32(if (over) 0 else micros * 1000)
}

write_zone <- function(to, x) {
  zone <- attr(x, "tzone", exact = TRUE)[1]
  # No zone is local time, which is UTC here.
  if (is.null(zone) || zone == "") to$u8(0x00) else to$text(zone)
}

SECONDS <- c(secs = 1, mins = 60, hours = 3600, days = 86400, weeks = 604800)

seconds_of <- function(x) {
  unit <- attr(x, "units", exact = TRUE)
  as.double(unclass(x)) * if (is.character(unit)) SECONDS[[unit]] else 1
}

write_atomic <- function(to, x, is_table) {
  if (!is.null(dim(x))) return(write_array(to, x, is_table))
  if (!is.null(names(x))) return(write_series(to, x))
  if (length(x) == 1L) return(write_scalar(to, as.vector(x)))
  write_vector(to, as.vector(x))
}

write_scalar <- function(to, x) {
  if (is.na(x) && !is.nan(x)) return(to$u8(0x01))
  switch(typeof(x),
    logical = to$u8(if (x) 0x04 else 0x03),
    integer = {
      to$u8(0x05)
      to$i64(x)
    },
    double = {
      to$u8(0x07)
      write_double(to, x)
    },
    complex = {
      to$u8(0x08)
      write_double(to, Re(x))
      write_double(to, Im(x))
    },
    character = to$text(x)
  )
}

write_double <- function(to, x) if (is.nan(x)) to$bytes(F64_NAN) else to$bytes(x)

is_missing <- function(x) if (is.double(x)) is.na(x) & !is.nan(x) else is.na(x)

write_vector <- function(to, x) {
  if (!is.complex(x) && any(is_missing(x))) return(write_tagged_column(to, x))
  if (is.character(x)) write_texts(to, x, length(x)) else write_numbers(to, x, length(x))
}

DTYPES <- c(logical = "bool", integer = "int32", double = "float64", complex = "complex128", raw = "uint8")
SIZES <- c(logical = 1, integer = 4, double = 8, complex = 16, raw = 1)

# An array of numbers; columns first, as R keeps them.
write_numbers <- function(to, x, dims) {
  type <- typeof(x)
  to$u8(0x20)
  to$str(DTYPES[[type]])
  to$u8(c(length(dims) > 1L, length(dims)))
  to$i64(c(dims, SIZES[[type]] * length(x)))
  to$bytes(if (is.logical(x)) as.raw(x) else as.vector(x))
}

# An array of texts; rows first, as the format has it.
write_texts <- function(to, x, dims) {
  if (length(dims) > 1L) x <- aperm(x, rev(seq_along(dims)))
  to$u8(c(0x21, 1, length(dims)))
  to$i64(dims)
  to$texts(utf8(as.vector(x)))
}

# Arrays without names and gaps are arrays. All others, and tables, are maps that R reads back.
write_array <- function(to, x, is_table) {
  dims <- dim(x)
  names <- dimnames(x)
  if (length(dims) == 1L && !is.null(names)) {
    if (is_table) announce(to, "table", names(names))
    series <- as.vector(x)
    names(series) <- names[[1L]]
    return(write_series(to, series, names(names)))
  }
  gaps <- !is.complex(x) && any(is_missing(as.vector(x)))
  if (is.null(names) && !gaps && !is_table) {
    return(if (is.character(x)) write_texts(to, x, dims) else write_numbers(to, x, dims))
  }
  to$map(5L)
  to$text("#dim")
  write_tagged_column(to, as.integer(dims))
  to$text("#values")
  write_tagged_column(to, as.vector(x))
  to$text("#dimnames")
  write_value(to, if (!is.null(names)) unname(names))
  to$text("#axes")
  if (is.null(names(names))) to$u8(0x00) else write_tagged_column(to, names(names))
  to$text("#table")
  write_value(to, is_table)
}

# What R knows more about a value than others do, beside the value itself, which comes next; others read the value.
announce <- function(to, what, name) {
  to$map(3L)
  to$text("#as")
  write_value(to, what)
  to$text("#name")
  write_value(to, name)
  to$text("#value")
}

# A list is a tuple, so that it comes back as one: a list of numbers is how others write a vector.
write_list <- function(to, x) {
  names <- names(x)
  items <- unclass(unname(x))
  if (is.null(names)) return(write_tuple(to, items))
  if (!anyNA(names) && !any(names == "") && !anyDuplicated(names)) {
    to$map(length(items))
    return(for (i in seq_along(items)) {
      to$text(names[i])
      write_value(to, items[[i]])
    })
  }
  to$map(2L)
  to$text("#names")
  write_tagged_column(to, names)
  to$text("#values")
  write_tuple(to, items)
}

write_tuple <- function(to, items) {
  to$u8(0x11)
  to$u32(length(items))
  write_values(to, items)
}

write_series <- function(to, x, axis = NULL) {
  labels <- names(x)
  names(x) <- NULL
  to$u8(c(0x22, 0x00, 0x01))
  if (is.null(axis) || is.na(axis) || axis == "") to$u8(0x00) else to$text(axis)
  write_column(to, labels)
  write_column(to, x)
}

# Columns

write_tagged_column <- function(to, x) {
  to$u8(0x27)
  write_column(to, x)
}

write_column <- function(to, x) {
  classes <- oldClass(x)
  if (!is.null(classes)) {
    if ("factor" %in% classes) return(write_categories(to, x))
    if ("Date" %in% classes) return(write_days(to, floor(as.double(unclass(x)))))
    if ("POSIXct" %in% classes) return(write_moments(to, as.double(unclass(x)), 0x04, x))
    if ("difftime" %in% classes) return(write_moments(to, seconds_of(x), 0x05))
    x <- unclass(x)
  }
  names(x) <- NULL
  switch(typeof(x),
    logical = , integer = , double = write_numbers_column(to, as.vector(x)),
    complex = , raw = {
      to$u8(0x00)
      write_numbers(to, as.vector(x), length(x))
    },
    character = write_strings(to, as.vector(x)),
    list = {
      to$u8(0x06)
      to$u32(length(x))
      write_values(to, x)
    },
    not_plain(x)
  )
}

NULLABLE <- c(logical = "boolean", integer = "Int32", double = "Float64")

# With a mask as soon as something isn't there or is no number: R tells NA from NaN.
write_numbers_column <- function(to, x) {
  if (!anyNA(x)) {
    to$u8(0x00)
    return(write_numbers(to, x, length(x)))
  }
  missing <- is_missing(x)
  filled <- x
  filled[missing] <- if (is.logical(x)) FALSE else 0L
  to$u8(0x01)
  to$str(NULLABLE[[typeof(x)]])
  write_numbers(to, filled, length(x))
  to$u32(length(x))
  to$u8(missing)
}

write_strings <- function(to, x) {
  missing <- is.na(x)
  x <- utf8(x)
  x[missing] <- ""
  to$u8(0x02)
  to$str("str")
  to$u32(length(x))
  to$u8(missing * 2L)
  to$texts(x)
}

write_categories <- function(to, x) {
  codes <- as.vector(unclass(x)) - 1L
  codes[is.na(codes)] <- -1L
  to$u8(c(0x03, "ordered" %in% oldClass(x)))
  write_strings(to, attr(x, "levels", exact = TRUE))
  to$u32(length(codes))
  to$u32(codes)
}

write_days <- function(to, days) {
  to$u8(0x04)
  to$str("s")
  to$u8(0x00)
  to$u32(length(days))
  write_whole(to, days * 86400)
}

# Moments, of the zone of `zoned`, or durations.
write_moments <- function(to, seconds, kind, zoned) {
  known <- seconds[!is.na(seconds)]
  exact <- all(known == floor(known))
  to$u8(kind)
  to$str(if (exact) "s" else "us")
  if (!missing(zoned)) write_zone(to, zoned)
  to$u32(length(seconds))
  write_whole(to, if (exact) seconds else round(seconds * 1e6))
}

write_whole <- function(to, numbers) {
  missing <- is.na(numbers)
  if (!any(missing)) return(to$i64(numbers))
  for (i in seq_along(numbers)) if (missing[i]) to$bytes(I64_MISSING) else to$i64(numbers[i])
}

# Frames

write_frame <- function(to, x) {
  columns <- unclass(x)
  names <- names(columns)
  rows <- attr(x, "row.names", exact = TRUE)
  attributes(columns) <- NULL
  simple <- all(vapply(columns, function(column) {
    is.null(dim(column)) && (is.null(oldClass(column)) || is_special(column) || is.atomic(unclass(column)))
  }, TRUE))
  if (!simple || anyDuplicated(names)) return(write_handle(to, x))
  to$u8(0x23)
  to$i64(length(rows))
  to$u32(length(columns))
  to$u8(c(0x01, 0x00))
  write_column(to, as.character(names))
  if (is.character(rows)) {
    to$u8(c(0x01, 0x00))
    write_column(to, rows)
  } else {
    to$u8(c(0x00, 0x00))
    to$i64(c(0, length(rows), 1))
  }
  for (column in columns) write_column(to, column)
}
