# Answers from a table what was noted; what wasn't, by a last or an empty value. With `learnt`, the table knows the form of
# its answers only: each number in them is a placeholder, or what was learnt to belong in its place.
(function(rows, names, fallback, source, learnt, placeholders) {
  home <- asNamespace("spyrales")

  bytes <- function(hex) {
    digits <- as.integer(charToRaw(hex))
    digits <- digits - ifelse(digits > 57L, 87L, 48L)
    odd <- seq.int(1L, length(digits), 2L)
    as.raw(digits[odd] * 16L + digits[odd + 1L])
  }
  request <- function(hex) home$decode_message(bytes(hex), function(number, class_name) new.env(), arguments = TRUE)

  part <- function(x) tryCatch(home$encode(x), error = function(error) charToRaw("object"))
  key <- function(name, arguments) {
    words <- base::names(arguments)
    if (is.null(words)) words <- rep("", length(arguments))
    list(name, words, lapply(unname(arguments), part))
  }

  rows <- lapply(seq_along(rows), function(place) c(rows[[place]], place = place))
  noted <- list()
  last <- list()
  for (row in rows) {
    asked <- request(row$request)
    if (asked[[1L]] == "value") next
    name <- if (asked[[1L]] == "call") asked[[2L]] else paste("method", asked[[3L]])
    place <- length(asked) - 1L
    arguments <- c(as.list(asked[[place]]), as.list(asked[[place + 1L]]))
    entry <- list(key = key(name, arguments), row = row, name = name, arguments = arguments)
    noted[[length(noted) + 1L]] <- entry
    last[[name]] <- entry
  }
  turns <- integer(length(noted))

  reference <- NULL
  original <- function(name, arguments) {
    if (is.null(reference)) {
      reference <<- new.env(parent = globalenv())
      eval(parse(text = rawToChar(bytes(source)), encoding = "UTF-8"), reference)
    }
    do.call(get(name, reference), arguments, quote = TRUE)
  }

  told <- function(entry) {
    row <- entry$row
    if (!is.null(row$answer)) {
      value <- home$decode_message(bytes(row$answer), function(number, class_name) stand_in(class_name))[[2L]]
      if (is.null(learnt)) return(value)
      number <<- placeholders + 10000 * row$place
      return(form(value))
    }
    if (is.null(learnt)) original(entry$name, entry$arguments)
  }

  # A value with a placeholder for each number in it.
  number <- 0
  form <- function(x) {
    if (is.data.frame(x) || (is.list(x) && is.null(oldClass(x)))) {
      x[] <- lapply(x, form)
      return(x)
    }
    if (!is.null(oldClass(x)) || !is.numeric(x)) return(x)
    for (i in seq_along(x)) if (!is.na(x[i])) x[i] <- known(x[i])
    x
  }

  # What was learnt to belong in a place, or a placeholder.
  known <- function(item) {
    number <<- number + 1
    digits <- format(number, scientific = FALSE)
    shown <- paste0("-", digits, if (is.double(item)) ".5")
    for (pair in learnt) if (pair[[1L]] == shown) shown <- pair[[2L]]
    value <- tryCatch(eval(parse(text = shown)), error = function(error) item[NA])
    if (is.integer(item) && is.numeric(value)) as.integer(value) else value
  }

  # An object that answers by the table, too.
  stand_in <- function(class_name) {
    methods <- grep("^method ", unique(vapply(noted, function(entry) entry$name, "")), value = TRUE)
    members <- lapply(methods, disguised)
    base::names(members) <- sub("^method ", "", methods)
    classes <- last[["method __class__"]]
    classes <- if (is.null(classes)) class_name else unlist(told(classes))
    fields <- Filter(function(entry) entry$name == "method __getattribute__", noted)
    for (field in fields) members[[field$arguments[[1L]]]] <- told(field)
    structure(members, class = classes)
  }

  zero <- function(x) {
    if (is.data.frame(x)) return(x[0L, , drop = FALSE])
    if (is.list(x)) return(lapply(x, zero))
    if (is.character(x)) return(rep("", length(x)))
    if (is.logical(x)) return(rep(FALSE, length(x)))
    if (is.numeric(x)) return(x * 0L)
    NULL
  }

  answer <- function(name, arguments) {
    place <- key(name, arguments)
    same <- which(vapply(noted, function(entry) identical(entry$key, place), TRUE))
    if (length(same) > 0L) {
      open <- same[turns[same] == 0L]
      chosen <- if (length(open) > 0L) open[1L] else same[length(same)]
      turns[chosen] <<- 1L
      return(told(noted[[chosen]]))
    }
    if (is.null(last[[name]])) return(NULL)
    value <- told(last[[name]])
    if (fallback == "empty") zero(value) else value
  }

  disguised <- function(name) {
    force(name)
    function(...) answer(name, list(...))
  }

  for (row in rows) {
    asked <- request(row$request)
    if (asked[[1L]] == "value") assign(asked[[2L]], told(list(row = row)), globalenv())
  }
  for (name in names) assign(name, disguised(name), globalenv())
})
