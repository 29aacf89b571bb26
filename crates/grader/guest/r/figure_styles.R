# Colours, lines, symbols and texts as the description of a figure has them.

MOST_COLORS <- 10000L

as_texts <- function(x) {
  if (is.language(x) && !is.expression(x)) x <- list(x)
  if (is.expression(x) || is.list(x)) return(vapply(x, function(one) paste(deparse(one), collapse = " "), ""))
  as.character(x)
}

# One text of a title, or NULL; a title may come as a list of its text and its looks.
label_text <- function(x) {
  if (is.list(x) && length(x) > 0L) x <- x[[1L]]
  if (is.null(x)) return(NULL)
  text <- paste(as_texts(x), collapse = "\n")
  if (is.na(text) || text == "" || identical(text, "NA")) NULL else text
}

# Colours as matplotlib writes them; the first `most` of them.
colors_of <- function(color, most = MOST_COLORS) {
  if (is.null(color) || length(color) > MOST_COLORS) return(if (most == 1L) NULL else texts(character()))
  parts <- tryCatch(grDevices::col2rgb(utils::head(color, most), alpha = TRUE), error = function(error) NULL)
  if (is.null(parts)) return(if (most == 1L) NULL else texts(character()))
  found <- sprintf("#%02x%02x%02x%02x", parts[1L, ], parts[2L, ], parts[3L, ], parts[4L, ])
  if (most == 1L) found[[1L]] else texts(found)
}

STYLES <- c(blank = "None", solid = "-", dashed = "--", dotted = ":", dotdash = "-.", longdash = "--", twodash = "-.")

style_of <- function(lty) {
  lty <- if (length(lty) == 0L) 1 else lty[[1L]]
  if (is.na(lty)) return("-")
  found <- if (is.numeric(lty)) unname(STYLES[(lty %% 7) + 1L]) else if (lty %in% names(STYLES)) STYLES[[lty]] else "--"
  found
}

MARKERS <- c(
  "s", "o", "^", "+", "x", "D", "v", "s", "*", "D", "o", "*", "s", "o", "s", "s", "o", "^", "D", "o", "o", "o", "s", "D",
  "^", "v"
)

marker_of <- function(pch) {
  pch <- if (length(pch) == 0L) 1 else pch[[1L]]
  if (is.na(pch)) return("None")
  if (is.numeric(pch) && pch >= 0 && pch <= 25) return(MARKERS[[pch + 1L]])
  paste0("$", if (is.numeric(pch)) rawToChar(as.raw(max(1, pch %% 128))) else substr(pch, 1L, 1L), "$")
}
