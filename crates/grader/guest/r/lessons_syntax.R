# What R's parser means when it can't read a text, and what to type instead.

lesson_of_syntax <- function(message, line, column, lines) {
  python <- python_in(lines)
  if (!is.null(python)) return(python)
  if (is.null(line) || is.na(line)) return(simple_lesson(message, NULL))
  text <- lines[line]
  before <- substr(text, 1L, max(0L, column_of(column) - 1L))
  odd <- odd_character(lines, line, column)
  if (!is.null(odd)) return(odd)
  if (grepl("end of input|INCOMPLETE_STRING", message)) return(unclosed(lines))
  starts <- line > 1L && !grepl("\\S", before)
  for (lesson in SYNTAX) {
    if (!grepl(lesson$pattern, message, perl = TRUE)) next
    if (!is.null(lesson$text) && !grepl(lesson$text, text, perl = TRUE)) next
    if (lesson$starts && !starts) next
    return(lesson[c("fr", "en")])
  }
  NULL
}

column_of <- function(column) if (is.null(column) || is.na(column)) 1L else column

simple_lesson <- function(message, line) {
  for (lesson in SYNTAX) if (is.null(lesson$text) && !lesson$starts && grepl(lesson$pattern, message, perl = TRUE)) return(lesson[c("fr", "en")])
  NULL
}

# Python's keywords at places where R has none.
python_in <- function(lines) {
  signs <- c(
    "^\\s*def\\s+\\w+\\s*\\(.*\\)\\s*(->.*)?:\\s*(#.*)?$", "^\\s*import\\s+\\w+", "^\\s*from\\s+[\\w.]+\\s+import\\s",
    "^\\s*(if|elif|while)\\b[^{}]*:\\s*(#.*)?$", "^\\s*for\\s+\\w+(\\s*,\\s*\\w+)*\\s+in\\s[^{}]*:\\s*(#.*)?$", "^\\s*else\\s*:\\s*$",
    "^\\s*return\\s+[^(\\s]", "\\bprint\\(f[\"']", "^\\s*class\\s+\\w+.*:\\s*$", "^\\s*(try|except\\b.*)\\s*:\\s*$", "\\blambda\\s+\\w+\\s*:"
  )
  found <- vapply(signs, function(sign) any(grepl(sign, lines, perl = TRUE)), TRUE)
  # One may be an accident; two, or the head of a function, aren't.
  if (sum(found) < 2L && !found[[1L]] && !(sum(found) == 1L && any(found[2:3]))) return(NULL)
  LOOKS_LIKE_PYTHON
}

# A character that R can't read, at the place of the error or just before it.
odd_character <- function(lines, line, column) {
  characters <- strsplit(lines[line], "")[[1L]]
  codes <- sprintf("%04X", utf8ToInt(lines[line]))
  if (anyNA(characters) || length(characters) == 0L) return(NULL)
  outside <- outside_texts(lines, line)
  odd <- which(codes %in% names(ODD) & outside)
  if (length(odd) == 0L) return(NULL)
  column <- column_of(column)
  place <- odd[which.min(abs(odd - column))]
  about <- ODD[[codes[place]]]
  known <- list(
    sign = if (about$visible) list(fr = paste0("\u00ab ", characters[place], " \u00bb"), en = paste0("\u201c", characters[place], "\u201d")) else list(fr = "invisible", en = "invisible"),
    code = paste0("U+", codes[place]), column = as.character(place)
  )
  head <- filled(ODD_HERE, known)
  list(fr = paste(head$fr, about$fr), en = paste(head$en, about$en))
}

# Which characters of a line stand outside of texts between straight quotes, and of comments.
outside_texts <- function(lines, line) {
  characters <- strsplit(lines[line], "")[[1L]]
  outside <- rep(TRUE, length(characters))
  quote <- ""
  skip <- FALSE
  for (i in seq_along(characters)) {
    one <- characters[i]
    if (skip) skip <- FALSE
    else if (quote != "" && one == "\\") skip <- TRUE
    else if (quote != "" && one == quote) { quote <- ""; outside[i] <- FALSE; next }
    else if (quote == "" && one %in% c("\"", "'", "`")) { quote <- one; outside[i] <- FALSE; next }
    else if (quote == "" && one == "#") { outside[i:length(characters)] <- FALSE; break }
    outside[i] <- quote == ""
  }
  outside
}

# The bracket or the quote that is still open at the end of the text.
unclosed <- function(lines) {
  open <- list()
  quote <- NULL
  for (number in seq_along(lines)) {
    skip <- FALSE
    for (one in strsplit(lines[number], "")[[1L]]) {
      if (!is.null(quote)) {
        if (skip) skip <- FALSE
        else if (one == "\\") skip <- TRUE
        else if (one == quote$sign) quote <- NULL
        next
      }
      if (one == "#") break
      if (one %in% c("\"", "'", "`")) quote <- list(sign = one, line = number)
      else if (one %in% c("(", "[", "{")) open[[length(open) + 1L]] <- list(sign = one, line = number)
      else if (one %in% c(")", "]", "}") && length(open) > 0L) open[[length(open)]] <- NULL
    }
  }
  found <- if (!is.null(quote)) quote else if (length(open) > 0L) open[[length(open)]]
  if (is.null(found)) return(UNFINISHED)
  closing <- switch(found$sign, "(" = ")", "[" = "]", "{" = "}", found$sign)
  filled(if (is.null(quote)) OPEN_BRACKET else OPEN_QUOTE, list(sign = found$sign, line = as.character(found$line), closing = closing))
}
