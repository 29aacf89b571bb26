# What the checker is told of an error of the learner's code, and what was there to be seen when it happened.

# Looks at the calls and frames that an error came from, while they are still there: the line, and names that the
# lesson on it may need.
look_around <- function(error, calls, frames) {
  text <- message_in(error)
  seen <- list(line = deepest_line(calls), call = call_text(error))
  tryCatch(c(seen, found_nearby(text, calls, frames)), error = function(error) seen)
}

# The condition may be of a class that the learner wrote: no method of it is asked.
failure <- function(error, seen) {
  text <- message_in(error)
  classes <- oldClass(error)
  type <- classes[1L]
  if (is.null(type) || type %in% RS_OWN) type <- "Error"
  place <- seen$line
  details <- list(
    type = cap(type, LINE_LENGTH), message = text, line = place, text = line_text(place),
    bases = as.list(substr(utf8(utils::head(setdiff(classes, type), 20L)), 1L, 200L))
  )
  for (name in c("missing", "similar")) if (!is.null(seen[[name]])) details[[name]] <- cap(seen[[name]], LINE_LENGTH)
  details$help <- lesson_of(text, seen)
  # R has several words for the same depth, and this one says something.
  if (grepl(TOO_DEEP, text)) details$message <- "infinite recursion"
  details
}

TOO_DEEP <- "C stack usage|infinite recursion|evaluation nested too deeply|(node|protection) stack overflow"

# Classes of R's own errors, which R itself writes as "Error".
RS_OWN <- c(
  "simpleError", "error", "packageNotFoundError", "subscriptOutOfBoundsError", "notSubsettableError", "CStackOverflowError",
  "expressionStackOverflowError", "stackOverflowError", "protectStackOverflowError", "getvarError", "getMissingError",
  "missingArgError", "rlang_error"
)

raised <- function(details) {
  if (startsWith(details$message, "cannot allocate")) return(message_of("memory"))
  message_of("raised", details)
}

message_in <- function(error) {
  text <- unclass(error)[["message"]]
  if (is.character(text) && length(text) > 0L && !is.na(text[1L])) cap(text[1L], MESSAGE_LENGTH) else ""
}

# The call that an error names, if it is short.
call_text <- function(error) {
  call <- unclass(error)[["call"]]
  if (!is.call(call)) return(NULL)
  text <- tryCatch(paste(trimws(deparse(call, nlines = 3L)), collapse = " "), error = function(error) "")
  if (nchar(text) == 0L || nchar(text) > 200L) NULL else text
}

# The name that an error says isn't there, and the nearest one that is.
found_nearby <- function(text, calls, frames) {
  part <- function(pattern) {
    found <- regmatches(text, regexec(pattern, text))[[1L]]
    if (length(found) == 2L) found[2L]
  }
  object <- part("object ['\u2018]([^'\u2019]+)['\u2019] not found")
  if (!is.null(object)) return(list(missing = object, similar = nearest(object, names_in_scope(frames), 0.4)))
  f <- part("could not find function \"([^\"]+)\"")
  if (!is.null(f)) {
    variable <- if (f %in% names_in_scope(frames)) f
    return(list(missing = f, variable = variable, similar = nearest(f, functions_in_scope(frames), 0.34)))
  }
  package <- part("there is no package called .([^\u2019']+).")
  if (!is.null(package)) return(list(missing = package))
  file <- part("cannot open (?:compressed )?file '([^']*)'")
  if (is.null(file) && grepl("cannot open (the connection|file)", text)) file <- submission$file
  if (!is.null(file)) {
    name <- basename(gsub("\\", "/", file, fixed = TRUE))
    there <- data_files()
    return(list(missing = file, similar = if (name != file && name %in% there) name else nearest(name, there, 0.34)))
  }
  if (grepl("undefined columns selected|subscript out of bounds", text)) return(lacking_columns(calls, frames))
  unused <- part("unused argument \\(([^ =,)]+) = ")
  if (!is.null(unused)) return(list(missing = unused, similar = nearest(unused, arguments_of(calls), 0.4)))
  list()
}

# Files that the learner was given.
data_files <- function() {
  utils::head(list.files("/work", recursive = TRUE), 200L)
}

# A warning that names the file of the error to come.
note_warning <- function(warning) {
  text <- message_in(warning)
  found <- regmatches(text, regexec("cannot open (?:compressed )?file '([^']*)'", text))[[1L]]
  if (length(found) == 2L) submission$file <- found[2L]
}

names_in_scope <- function(frames) {
  own <- unlist(lapply(learners(frames), ls, all.names = FALSE))
  unique(c(own, ls(globalenv()), columns_in_scope(frames), ls("package:datasets")))
}

# Columns of the tables at hand: what is written without the table is a likely one.
columns_in_scope <- function(frames) {
  places <- c(learners(frames), list(globalenv()))
  unlist(lapply(places, function(place) {
    unlist(lapply(utils::head(ls(place), 50L), function(name) {
      value <- if (bindingIsActive(as.name(name), place)) NULL else get0(name, place, inherits = FALSE)
      if (is.data.frame(value)) names(unclass(value))
    }))
  }))
}

functions_in_scope <- function(frames) {
  own <- unlist(lapply(learners(frames), function(frame) Filter(function(name) {
    !bindingIsActive(as.name(name), frame) && is.function(get0(name, frame, inherits = FALSE))
  }, utils::head(ls(frame), 200L))))
  attached <- unlist(lapply(search(), function(place) {
    names <- ls(as.environment(place))
    if (place == ".GlobalEnv") Filter(function(name) exists(name, globalenv(), mode = "function", inherits = FALSE), names) else names
  }))
  unique(c(own, attached))
}

# The frames of functions that the learner wrote.
learners <- function(frames) {
  Filter(function(frame) {
    place <- parent.env(frame)
    while (!identical(place, globalenv()) && !identical(place, emptyenv())) {
      if (isNamespace(place) || identical(place, baseenv())) return(FALSE)
      place <- parent.env(place)
    }
    identical(place, globalenv())
  }, frames)
}

# The column that was asked of a table and isn't in it: R's own message doesn't name it.
lacking_columns <- function(calls, frames) {
  for (i in rev(seq_along(calls))) {
    head <- calls[[i]][[1L]]
    if (!is.name(head) || !as.character(head) %in% c("[.data.frame", "[[.data.frame", ".subset2")) next
    frame <- frames[[i]]
    names <- names(unclass(get0("x", frame, inherits = FALSE)))
    for (asked in c("j", "i", "...")) {
      wanted <- tryCatch(if (asked == "...") list(...elt(1L)) else get0(asked, frame, inherits = FALSE), error = function(error) NULL)
      if (!is.character(wanted)) next
      lacking <- setdiff(wanted, names)
      if (length(lacking) > 0L) {
        return(list(missing = lacking[1L], similar = nearest(lacking[1L], names, 0.5), columns = utils::head(names, 8L)))
      }
    }
  }
  list()
}

arguments_of <- function(calls) {
  f <- NULL
  for (call in rev(calls)) {
    f <- tryCatch(if (is.name(call[[1L]])) get0(as.character(call[[1L]]), globalenv(), mode = "function"), error = function(error) NULL)
    if (is.function(f)) break
  }
  names(formals(args(f)))
}

cap <- function(text, length) {
  text <- utf8(text)
  if (nchar(text) <= length) text else paste0(substr(text, 1L, length - 1L), "\u2026")
}

# The line of the learner's code that is the deepest in a stack of calls.
deepest_line <- function(calls) {
  line <- submission$current
  for (call in calls) {
    reference <- attr(call, "srcref", exact = TRUE)
    file <- attr(reference, "srcfile", exact = TRUE)
    if (is.environment(file) && identical(file$filename, FILENAME)) line <- as.integer(reference)[1L]
  }
  line
}

line_text <- function(line) {
  if (is.null(line) || line < 1L || line > length(submission$lines)) return(NULL)
  cap(trimws(submission$lines[[line]]), LINE_LENGTH)
}

similar <- function(name) nearest(name, ls(globalenv(), all.names = TRUE), 0.25)
