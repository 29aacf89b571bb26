# Plain values to bytes, as docs/values.md lays them out; part one of R's codec.
#
# Nothing here asks an object what it is by a method that the learner may have written: classes are read as
# attributes, and contents without their class.
#
# An encoded value is bytes, or a list of such: R copies bytes one by one, so that a long vector should be copied
# once, when it leaves (`send_bytes`).

# Short pieces are copied into one, long ones are left as they lie.
joined <- function(pieces) {
  flat <- !any(vapply(pieces, is.list, NA))
  if (flat && sum(lengths(pieces)) <= LONG * length(pieces)) unlist(pieces, use.names = FALSE) else pieces
}

join <- function(...) joined(list(...))

# Where copying a piece costs as much as keeping it.
LONG <- 64L

# Integers, little-endian

u8 <- function(number) as.raw(number)

u32 <- function(numbers) writeBin(as.integer(numbers), raw(), endian = "little")

# Whole numbers of up to 53 bits, which R holds as doubles.
i64 <- function(numbers) {
  high <- floor(numbers / 2^32)
  low <- numbers - high * 2^32
  halves <- rbind(low - (low >= 2^31) * 2^32, high)
  # -2^31 becomes NA, whose bits are those of -2^31.
  writeBin(suppressWarnings(as.integer(halves)), raw(), endian = "little")
}

I64_MISSING <- as.raw(c(0, 0, 0, 0, 0, 0, 0, 0x80))

f64 <- function(numbers) writeBin(as.double(numbers), raw(), endian = "little")

F64_NAN <- as.raw(c(0, 0, 0, 0, 0, 0, 0xf8, 0x7f))

str <- function(text) {
  bytes <- charToRaw(utf8(text))
  c(u32(length(bytes)), bytes)
}

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
encode <- function(x, keep = NULL) {
  if (is.null(x)) return(u8(0x00))
  if (isS4(x)) return(write_handle(x, keep))
  classes <- oldClass(x)
  type <- typeof(x)
  if (!is.null(classes)) {
    if (type == "list") {
      if ("data.frame" %in% classes) return(write_frame(x, keep))
      if ("POSIXlt" %in% classes) return(encode(as.POSIXct.POSIXlt(x), keep))
      return(write_handle(x, keep))
    }
    if (is_special(x)) return(write_special(x))
  }
  switch(type,
    logical = , integer = , double = , complex = , character = write_atomic(unclass(x), "table" %in% classes),
    raw = join(u8(0x0a), u32(length(x)), as.vector(unclass(x))),
    list = write_list(x, keep),
    pairlist = write_list(as.list(x), keep),
    write_handle(x, keep)
  )
}

# A message of the protocol: a list that begins with a word.
message_of <- function(word, ..., keep = NULL) {
  parts <- c(list(encode(word)), lapply(list(...), encode, keep = keep))
  joined(c(list(u8(0x10), u32(length(parts))), parts))
}

write_handle <- function(x, keep) {
  figure <- shown_figure(x)
  if (!is.null(figure)) return(write_figure(figure))
  if (is.null(keep)) not_plain(x)
  c(u8(0x26), i64(keep(x)), str(class_name(x)))
}

# Factors, dates, times and durations, which are numbers underneath.
is_special <- function(x) {
  type <- typeof(x)
  classes <- oldClass(x)
  ("factor" %in% classes && type == "integer" && is.character(attr(x, "levels", exact = TRUE))) ||
    (any(c("Date", "POSIXct", "difftime") %in% classes) && type %in% c("integer", "double"))
}

write_special <- function(x) {
  classes <- oldClass(x)
  single <- length(unclass(x)) == 1L
  unit <- if ("difftime" %in% classes) attr(x, "units", exact = TRUE)
  if (!is.null(unit) && unit != "secs") {
    attr(x, "units") <- "secs"
    return(write_as(unit, NULL, write_special(x * SECONDS[[unit]])))
  }
  if (single && is.na(unclass(x)) && !("factor" %in% classes)) return(u8(0x02))
  if (!single || "factor" %in% classes) {
    column <- join(u8(0x27), write_column(x))
    if (is.null(names(x))) return(column)
    return(write_series(x))
  }
  if ("Date" %in% classes) return(c(u8(0x0b), u32(floor(as.double(unclass(x))))))
  if ("POSIXct" %in% classes) {
    seconds <- as.double(unclass(x))
    return(c(u8(0x0d), write_seconds(seconds), write_zone(x)))
  }
  c(u8(0x0e), write_seconds(seconds_of(x)))
}

# Seconds, and nanoseconds below one: a double holds no more than microseconds of today.
write_seconds <- function(seconds) {
  whole <- floor(seconds)
  micros <- round((seconds - whole) * 1e6)
  if (micros >= 1e6) c(i64(whole + 1), u32(0)) else c(i64(whole), u32(micros * 1000))
}

write_zone <- function(x) {
  zone <- attr(x, "tzone", exact = TRUE)[1]
  # No zone is local time, which is UTC here.
  if (is.null(zone) || zone == "") u8(0x00) else c(u8(0x09), str(zone))
}

SECONDS <- c(secs = 1, mins = 60, hours = 3600, days = 86400, weeks = 604800)

seconds_of <- function(x) {
  unit <- attr(x, "units", exact = TRUE)
  as.double(unclass(x)) * if (is.character(unit)) SECONDS[[unit]] else 1
}

write_atomic <- function(x, is_table) {
  if (!is.null(dim(x))) return(write_array(x, is_table))
  if (!is.null(names(x))) return(write_series(x))
  if (length(x) == 1L) return(write_scalar(x))
  write_vector(x)
}

write_scalar <- function(x) {
  x <- as.vector(x)
  if (is.na(x) && !is.nan(x)) return(u8(0x01))
  switch(typeof(x),
    logical = u8(if (x) 0x04 else 0x03),
    integer = c(u8(0x05), i64(as.double(x))),
    double = c(u8(0x07), if (is.nan(x)) F64_NAN else f64(x)),
    complex = c(u8(0x08), unlist(lapply(c(Re(x), Im(x)), function(part) if (is.nan(part)) F64_NAN else f64(part)))),
    character = c(u8(0x09), str(x))
  )
}

is_missing <- function(x) if (is.double(x)) is.na(x) & !is.nan(x) else is.na(x)

write_vector <- function(x) {
  x <- as.vector(x)
  if (!is.complex(x) && any(is_missing(x))) return(join(u8(0x27), write_column(x)))
  if (is.character(x)) return(write_texts(x, length(x)))
  write_numbers(x, length(x))
}

DTYPES <- c(logical = "bool", integer = "int32", double = "float64", complex = "complex128", raw = "uint8")

# An array of numbers; columns first, as R keeps them.
write_numbers <- function(x, dims, dtype = DTYPES[[typeof(x)]], bytes = number_bytes(x)) {
  order <- if (length(dims) > 1L) 1 else 0
  join(c(u8(0x20), str(dtype), u8(order), u8(length(dims)), i64(dims), i64(length(bytes))), bytes)
}

number_bytes <- function(x) {
  switch(typeof(x), logical = as.raw(x), raw = x, writeBin(as.vector(x), raw(), endian = "little"))
}

# An array of texts; rows first, as the format has it.
write_texts <- function(x, dims) {
  if (length(dims) > 1L) x <- aperm(x, rev(seq_along(dims)))
  joined(c(list(u8(0x21), u8(1), u8(length(dims)), i64(dims)), end_to_end(utf8(as.vector(x)))))
}

# Texts end to end: a length each, then all of them as one.
end_to_end <- function(texts) {
  bytes <- charToRaw(paste(texts, collapse = ""))
  list(u32(nchar(texts, "bytes")), u32(length(bytes)), bytes)
}

# Arrays without names and gaps are arrays. All others, and tables, are maps that R reads back.
write_array <- function(x, is_table) {
  dims <- dim(x)
  names <- dimnames(x)
  if (length(dims) == 1L && !is.null(names)) {
    series <- write_series(stats_setNames(as.vector(x), names[[1]]), names(names))
    return(if (is_table) write_as("table", names(names), series) else series)
  }
  gaps <- !is.complex(x) && any(is_missing(as.vector(x)))
  if (is.null(names) && !gaps && !is_table) {
    return(if (is.character(x)) write_texts(x, dims) else write_numbers(x, dims))
  }
  parts <- list(
    "#dim" = join(u8(0x27), write_column(as.integer(dims))),
    "#values" = join(u8(0x27), write_column(as.vector(x))),
    "#dimnames" = if (is.null(names)) u8(0x00) else encode(lapply(unname(names), as_column_or_null)),
    "#axes" = if (is.null(names(names))) u8(0x00) else join(u8(0x27), write_column(names(names))),
    "#table" = encode(is_table)
  )
  write_map(names(parts), parts)
}

as_column_or_null <- function(names) if (is.null(names)) NULL else structure(names, class = "spyrales_column")

stats_setNames <- function(x, names) {
  names(x) <- names
  x
}

write_map <- function(keys, encoded) {
  pairs <- Map(function(key, value) join(u8(0x09), str(key), value), keys, encoded, USE.NAMES = FALSE)
  joined(c(list(u8(0x13), u32(length(pairs))), pairs))
}

# What R knows more about a value than others do, beside the value itself; others read the value.
write_as <- function(what, name, encoded) {
  parts <- list("#as" = encode(what), "#name" = encode(name), "#value" = encoded)
  write_map(names(parts), parts)
}

# A list is a tuple, so that it comes back as one: a list of numbers is how others write a vector.
write_list <- function(x, keep) {
  if (identical(oldClass(x), "spyrales_column")) return(join(u8(0x27), write_column(unclass(x))))
  names <- names(x)
  items <- lapply(unclass(unname(x)), encode, keep = keep)
  if (is.null(names)) return(joined(c(list(u8(0x11), u32(length(items))), items)))
  if (!anyNA(names) && !any(names == "") && !anyDuplicated(names)) return(write_map(names, items))
  parts <- list(
    "#names" = join(u8(0x27), write_column(names)),
    "#values" = joined(c(list(u8(0x11), u32(length(items))), items))
  )
  write_map(names(parts), parts)
}

write_series <- function(x, axis = NULL) {
  labels <- names(x)
  names(x) <- NULL
  name <- if (is.null(axis) || is.na(axis) || axis == "") u8(0x00) else c(u8(0x09), str(axis))
  join(u8(0x22), u8(0x00), u8(0x01), name, write_column(labels), write_column(x))
}

# Columns

write_column <- function(x, keep = NULL) {
  classes <- oldClass(x)
  if ("factor" %in% classes) return(write_categories(x))
  if ("Date" %in% classes) return(write_days(floor(as.double(unclass(x)))))
  if ("POSIXct" %in% classes) return(write_moments(as.double(unclass(x)), u8(0x04), write_zone(x)))
  if ("difftime" %in% classes) return(write_moments(seconds_of(x), u8(0x05), raw()))
  x <- unclass(x)
  names(x) <- NULL
  switch(typeof(x),
    logical = , integer = , double = write_numbers_column(as.vector(x)),
    complex = , raw = join(u8(0x00), write_numbers(as.vector(x), length(x))),
    character = write_strings(as.vector(x)),
    list = joined(c(list(u8(0x06), u32(length(x))), lapply(x, encode, keep = keep))),
    not_plain(x)
  )
}

NULLABLE <- c(logical = "boolean", integer = "Int32", double = "Float64")

# With a mask as soon as something isn't there or is no number: R tells NA from NaN.
write_numbers_column <- function(x) {
  if (!anyNA(x)) return(join(u8(0x00), write_numbers(x, length(x))))
  missing <- is_missing(x)
  filled <- x
  filled[missing] <- if (is.logical(x)) FALSE else 0L
  join(u8(0x01), str(NULLABLE[[typeof(x)]]), write_numbers(filled, length(x)), u32(length(x)), as.raw(missing))
}

write_strings <- function(x) {
  missing <- is.na(x)
  x <- utf8(x)
  x[missing] <- ""
  joined(c(list(u8(0x02), str("str"), u32(length(x)), as.raw(missing * 2L)), end_to_end(x)))
}

write_categories <- function(x) {
  codes <- as.vector(unclass(x)) - 1L
  codes[is.na(codes)] <- -1L
  levels <- attr(x, "levels", exact = TRUE)
  join(u8(0x03), u8("ordered" %in% oldClass(x)), write_strings(levels), u32(length(codes)), u32(codes))
}

write_days <- function(days) {
  join(u8(0x04), str("s"), u8(0x00), u32(length(days)), write_whole(days * 86400))
}

write_moments <- function(seconds, kind, zone) {
  known <- seconds[!is.na(seconds)]
  exact <- all(known == floor(known))
  unit <- if (exact) "s" else "us"
  join(kind, str(unit), zone, u32(length(seconds)), write_whole(if (exact) seconds else round(seconds * 1e6)))
}

write_whole <- function(numbers) {
  missing <- is.na(numbers)
  numbers[missing] <- 0
  bytes <- matrix(i64(numbers), nrow = 8L)
  bytes[, missing] <- I64_MISSING
  as.vector(bytes)
}

# Frames

write_frame <- function(x, keep) {
  columns <- unclass(x)
  names <- names(columns)
  rows <- attr(x, "row.names", exact = TRUE)
  attributes(columns) <- NULL
  simple <- all(vapply(columns, function(column) {
    is.null(dim(column)) && (is.null(oldClass(column)) || is_special(column) || is.atomic(unclass(column)))
  }, TRUE))
  if (!simple || anyDuplicated(names)) return(write_handle(x, keep))
  index <- if (is.character(rows)) {
    join(u8(0x01), u8(0x00), write_column(rows))
  } else {
    c(u8(0x00), u8(0x00), i64(c(0, length(rows), 1)))
  }
  head <- list(
    u8(0x23), i64(length(rows)), u32(length(columns)),
    u8(0x01), u8(0x00), write_column(as.character(names)), index
  )
  joined(c(head, lapply(columns, write_column, keep = keep)))
}
