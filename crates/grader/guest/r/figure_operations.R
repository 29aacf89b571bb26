# What base graphics drew on a page, read from the list of what the device was told.

describe_graphics <- function(operations, size) {
  page <- new.env(parent = emptyenv())
  page$panels <- list()
  page$title <- NULL
  panel <- NULL
  for (operation in operations) {
    name <- operation_name(operation)
    if (name == "C_plot_new" || (name == "grid" && is.null(panel))) {
      page$panels[[length(page$panels) + 1L]] <- panel <- new_panel(name == "grid")
      next
    }
    read <- OPERATIONS_READ[[name]]
    if (is.null(panel) || is.null(read)) next
    # What can't be read is left out: the rest is described all the same.
    tryCatch(read(panel, operation_arguments(operation), page), error = function(error) NULL)
  }
  axes <- lapply(page$panels, described_panel)
  figure_description("graphics", page$title, size, axes)
}

figure_description <- function(library, title, size, axes) {
  kinds <- vapply(axes, function(one) one$kind, "")
  kinds <- kinds[kinds != "empty"]
  list(
    library = library, kind = if (length(kinds) > 0L) kinds[[1L]] else "empty", title = title,
    size = lapply(as.double(size), identity), axes = axes
  )
}

axes_kind <- function(kinds) {
  helped <- setdiff(kinds, c("line", "segments"))
  if (length(helped) > 0L) helped[[1L]] else if (length(kinds) > 0L) kinds[[1L]] else "empty"
}

# Operations

operation_name <- function(operation) {
  first <- operation_parts(operation)[[1L]]
  if (is.list(first) && is.character(first$name)) return(first$name)
  if (is_mark(operation)) return("mark")
  # What the package grid draws is drawn by functions of its own, each recorded as a call.
  if (is.primitive(operation[[1L]]) && is.environment(operation_parts(operation)[[length(operation[[2L]])]])) "grid" else ""
}

operation_parts <- function(operation) {
  parts <- as.list(operation[[2L]])
  if (length(parts) == 0L) list(NULL) else parts
}

is_mark <- function(operation) {
  parts <- operation_parts(operation)
  length(parts) == 3L && is.list(parts[[2L]]) && is.character(parts[[2L]]$spyrales)
}

operation_arguments <- function(operation) {
  parts <- operation_parts(operation)
  if (is_mark(operation)) parts[[2L]] else parts[-1L]
}

new_panel <- function(grid) {
  panel <- new.env(parent = emptyenv())
  panel$window <- NULL
  panel$axes <- list()
  panel$labels <- list()
  panel$texts <- character()
  panel$artists <- if (grid) list(list(type = "other", class = "grid")) else list()
  panel$begun <- list()
  panel$legend <- NULL
  panel$par <- NULL
  panel$holds <- list()
  panel
}

add <- function(panel, ...) {
  for (artist in list(...)) panel$artists[[length(panel$artists) + 1L]] <- artist
}

OPERATIONS_READ <- list(
  mark = function(panel, given, page) {
    read <- MARKS[[given$spyrales]]
    if (!is.null(read)) read(panel, given)
  },
  C_plot_window = function(panel, given, page) panel$window <- given,
  C_plotXY = function(panel, given, page) add_points(panel, given),
  C_axis = function(panel, given, page) {
    hidden <- given[[if (given[[1L]] %in% c(1L, 3L)) "xaxt" else "yaxt"]]
    axis <- list(side = given[[1L]], at = given[[2L]], labels = given[[3L]], shown = !identical(hidden, "n"))
    panel$axes[[length(panel$axes) + 1L]] <- axis
  },
  C_title = function(panel, given, page) {
    texts <- lapply(given[1:4], label_text)
    names(texts) <- c("title", "sub", "x", "y")
    if (isTRUE(as.logical(given[[6L]]))) {
      if (!is.null(texts$title)) page$title <- texts$title
      texts$title <- NULL
    }
    for (place in names(texts)) if (!is.null(texts[[place]])) panel$labels[[place]] <- texts[[place]]
  },
  C_mtext = function(panel, given, page) {
    text <- label_text(given[[1L]])
    if (isTRUE(as.logical(given[[4L]][1L])) && given[[2L]][1L] == 3) {
      page$title <- text
    } else {
      panel$texts <- c(panel$texts, as_texts(given[[1L]]))
      # A name written in the margin is a name, unless there is a proper one.
      place <- c("mtext_x", "mtext_y", "mtext_title", "")[given[[2L]][1L]]
      if (length(given[[2L]]) == 1L && place != "") panel$labels[[place]] <- text
    }
  },
  C_text = function(panel, given, page) panel$texts <- c(panel$texts, as_texts(given[[2L]])),
  C_rect = function(panel, given, page) {
    sides <- lapply(given[1:4], as.double)
    count <- max(lengths(sides))
    sides <- lapply(sides, rep_len, count)
    add(panel, list(type = "rects", sides = sides, color = given$col))
  },
  C_polygon = function(panel, given, page) {
    outline <- cbind(as.double(given[[1L]]), as.double(given[[2L]]))
    # Gaps part one outline from the next.
    part <- cumsum(is.na(outline[, 1L]))
    outlines <- lapply(split(seq_along(part)[!is.na(outline[, 1L])], part[!is.na(outline[, 1L])]), function(rows) {
      outline[rows, , drop = FALSE]
    })
    add(panel, list(type = "area", outlines = unname(outlines), color = given[[3L]]))
  },
  C_segments = function(panel, given, page) add_segments(panel, given),
  C_arrows = function(panel, given, page) add_segments(panel, given),
  C_abline = function(panel, given, page) {
    add(panel, list(type = "abline", given = given[1:4], color = given[[6L]], style = given[[7L]], width = given[[8L]]))
  },
  C_image = function(panel, given, page) {
    add(panel, list(
      type = "mesh", values = numbers(t(colour_numbers(given))), x = numbers(given[[1L]]), y = numbers(given[[2L]]),
      color_limits = numbers(range(0, length(given[[4L]]) - 1)), palette = NULL
    ))
  },
  C_filledcontour = function(panel, given, page) {
    add(panel, list(
      type = "mesh", values = numbers(t(given[[3L]])), x = numbers(given[[1L]]), y = numbers(given[[2L]]),
      color_limits = numbers(range(given[[4L]])), palette = NULL
    ))
  },
  C_raster = function(panel, given, page) {
    image <- given[[1L]]
    add(panel, list(
      type = "image", values = numbers(matrix(0, nrow(image), ncol(image))),
      extent = numbers(c(given[[2L]][1L], given[[4L]][1L], given[[3L]][1L], given[[5L]][1L])),
      color_limits = numbers(c(0, 1)), palette = NULL
    ))
  },
  C_symbols = function(panel, given, page) {
    add(panel, list(
      type = "points", label = NULL, x = numbers(given[[1L]]), y = numbers(given[[2L]]),
      sizes = numbers(given[[4L]]), colors = colors_of(given[[6L]]), values = NULL
    ))
  },
  C_path = function(panel, given, page) add(panel, list(type = "other", class = "path")),
  C_contour = function(panel, given, page) add(panel, list(type = "other", class = "contour")),
  C_persp = function(panel, given, page) add(panel, list(type = "other", class = "persp")),
  C_dend = function(panel, given, page) add(panel, list(type = "other", class = "dendrogram")),
  C_xspline = function(panel, given, page) add(panel, list(type = "other", class = "xspline"))
)

colour_numbers <- function(given) {
  x <- given[[3L]]
  if (is.matrix(x)) x else matrix(x, length(given[[1L]]) - 1L)
}

add_points <- function(panel, given) {
  x <- as.double(given[[1L]]$x)
  y <- as.double(given[[1L]]$y)
  type <- given[[2L]]
  marker <- marker_of(given[[3L]])
  style <- style_of(given[[4L]])
  color <- given[[5L]]
  width <- as.double(given[[8L]])[1L]
  if (type == "n") return(invisible())
  if (type == "p") {
    filled <- given[[6L]]
    inside <- all(given[[3L]] %in% 21:25) && length(filled) > 0L && !anyNA(filled)
    return(add(panel, list(
      type = "points", label = NULL, x = numbers(x), y = numbers(y), sizes = numbers(36 * as.double(given[[7L]])^2),
      colors = colors_of(if (inside) filled else color), values = NULL
    )))
  }
  if (type == "h") {
    segments <- lapply(seq_along(x), function(i) numbers(matrix(c(x[i], x[i], 0, y[i]), 2L)))
    return(add(panel, list(type = "segments", label = NULL, segments = segments, colors = colors_of(color))))
  }
  add(panel, list(
    type = "line", label = NULL, x = numbers(x), y = numbers(y), color = colors_of(color, 1L),
    style = style, marker = if (type %in% c("b", "c", "o")) marker else "None", width = width
  ))
}

add_segments <- function(panel, given) {
  ends <- lapply(given[1:4], as.double)
  count <- max(lengths(ends))
  ends <- lapply(ends, rep_len, count)
  segments <- lapply(seq_len(count), function(i) {
    numbers(matrix(c(ends[[1L]][i], ends[[3L]][i], ends[[2L]][i], ends[[4L]][i]), 2L))
  })
  add(panel, list(type = "segments", label = NULL, segments = segments, colors = colors_of(given$col)))
}

# Marks: what the operations since the last `begin` of a panel were drawn for.

MARKS <- list(
  panel = function(panel, given) panel$par <- given$par,
  begin = function(panel, given) {
    panel$begun <- c(panel$begun, list(c(length(panel$artists), length(panel$texts), length(panel$axes))))
  },
  legend = function(panel, given) {
    since <- taken_since(panel)
    texts <- since$texts
    titled <- isTRUE(given$titled) && length(texts) > 0L
    panel$legend <- list(title = if (titled) texts[[1L]], labels = texts(if (titled) texts[-1L] else texts))
  },
  pie = function(panel, given) {
    since <- taken_since(panel)
    slices <- Filter(function(artist) artist$type == "area", since$artists)
    labels <- rep_len(NA_character_, length(slices))
    if (length(since$texts) == length(slices)) labels <- since$texts
    panel$holds <- list(x = "none", y = "none")
    add(panel, list(
      type = "pie", labels = texts(labels), shares = numbers(vapply(slices, share_of, 0)),
      colors = colors_of(unlist(lapply(slices, function(slice) slice$color)))
    ))
  },
  boxes = function(panel, given) {
    taken_since(panel, keep_axes = TRUE)
    add(panel, boxes_of(given))
    category_axis(panel, given$horizontal, given$at)
  },
  bars = function(panel, given) {
    since <- begun(panel)
    middles <- sort(as.double(given$middles))
    along <- FALSE
    for (i in since_artist(panel, since)) {
      artist <- panel$artists[[i]]
      if (artist$type != "rects") next
      across <- list(artist$sides[c(1L, 3L)], artist$sides[c(2L, 4L)])
      fits <- vapply(across, function(sides) {
        here <- (sides[[1L]] + sides[[2L]]) / 2
        all(vapply(here, function(middle) any(abs(middle - middles) < 1e-9 * (1 + abs(middle))), TRUE))
      }, TRUE)
      if (!any(fits)) next
      along <- !fits[[1L]]
      panel$artists[[i]]$horizontal <- along
    }
    category_axis(panel, along, given$middles)
  },
  dates = function(panel, given) hold_dates(panel, "date"),
  moments = function(panel, given) hold_dates(panel, "moment")
)

begun <- function(panel) {
  count <- length(panel$begun)
  if (count == 0L) return(c(0L, 0L, 0L))
  since <- panel$begun[[count]]
  panel$begun[[count]] <- NULL
  since
}

since_artist <- function(panel, since) seq_along(panel$artists)[seq_along(panel$artists) > since[1L]]

# What was drawn since the mark began, which is taken off the panel.
taken_since <- function(panel, keep_axes = FALSE) {
  since <- begun(panel)
  here <- since_artist(panel, since)
  artists <- panel$artists[here]
  panel$artists[here] <- NULL
  texts <- panel$texts
  panel$texts <- utils::head(texts, since[2L])
  list(artists = artists, texts = if (since[2L] > 0L) texts[-seq_len(since[2L])] else texts)
}
