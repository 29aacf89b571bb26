# The plots of a page: their axes and what they hold, finished once all of it is drawn.

# The part of a circle that a slice takes: its last point is the centre.
share_of <- function(slice) {
  outline <- slice$outlines[[1L]]
  outline <- outline[-nrow(outline), , drop = FALSE]
  turns <- diff(atan2(outline[, 2L], outline[, 1L]) / (2 * pi))
  abs(sum(turns - round(turns)))
}

boxes_of <- function(given) {
  stats <- given$z$stats
  out <- as.double(given$z$out)
  group <- as.integer(given$z$group)
  boxes <- lapply(seq_len(ncol(stats)), function(i) list(
    position = as.double(given$at)[i], low = stats[1L, i], first_quartile = stats[2L, i], median = stats[3L, i],
    third_quartile = stats[4L, i], high = stats[5L, i],
    beyond = numbers(if (given$outline) out[group == i] else numeric())
  ))
  list(type = "boxes", horizontal = given$horizontal, boxes = boxes)
}

# The axis across bars or boxes holds names as soon as it shows texts.
category_axis <- function(panel, horizontal, at) {
  sides <- if (horizontal) c(2L, 4L) else c(1L, 3L)
  for (axis in panel$axes) {
    if (axis$side %in% sides && is.character(axis$labels)) panel$holds[[if (horizontal) "y" else "x"]] <- "category"
  }
}

hold_dates <- function(panel, unit) {
  since <- begun(panel)
  for (axis in panel$axes[seq_along(panel$axes) > since[3L]]) {
    panel$holds[[if (axis$side %in% c(1L, 3L)) "x" else "y"]] <- unit
  }
}

# A panel once all of it is read

described_panel <- function(panel) {
  bounds <- panel_bounds(panel)
  artists <- unlist(lapply(panel$artists, finished_artist, bounds = bounds), recursive = FALSE)
  for (place in c("x", "y")) {
    # Moments are days, as dates are.
    if (identical(panel$holds[[place]], "moment")) artists <- lapply(artists, in_days, place = place)
  }
  kinds <- unique(vapply(artists, function(artist) artist$type, ""))
  labels <- panel$labels
  first <- function(...) Find(Negate(is.null), list(...))
  list(
    kind = axes_kind(kinds), kinds = texts(kinds), projection = "rectilinear", position = position_of(panel$par),
    title = first(labels$title, labels$mtext_title),
    x = described_axis(panel, bounds, "x", first(labels$x, labels$mtext_x)),
    y = described_axis(panel, bounds, "y", first(labels$y, labels$mtext_y)),
    legend = panel$legend, texts = texts(panel$texts), artists = artists
  )
}

in_days <- function(artist, place) {
  if (!is.null(artist[[place]])) artist[[place]] <- numbers(unclass(artist[[place]])[[1L]] / 86400)
  artist
}

position_of <- function(par) {
  if (is.null(par)) return(NULL)
  fig <- par$fig
  plt <- par$plt
  wide <- fig[2L] - fig[1L]
  high <- fig[4L] - fig[3L]
  list(fig[1L] + plt[1L] * wide, fig[3L] + plt[3L] * high, (plt[2L] - plt[1L]) * wide, (plt[4L] - plt[3L]) * high)
}

# The window that a panel ended with; what it was opened with, where that isn't known.
panel_bounds <- function(panel) {
  par <- panel$par
  if (!is.null(par)) {
    return(list(
      x = if (par$xlog) 10^par$usr[1:2] else par$usr[1:2], y = if (par$ylog) 10^par$usr[3:4] else par$usr[3:4],
      xlog = par$xlog, ylog = par$ylog
    ))
  }
  given <- panel$window
  if (is.null(given)) return(list(x = c(0, 1), y = c(0, 1), xlog = FALSE, ylog = FALSE))
  log <- as.character(given[[3L]])
  list(
    x = as.double(given[[1L]]), y = as.double(given[[2L]]),
    xlog = grepl("x", log, fixed = TRUE), ylog = grepl("y", log, fixed = TRUE)
  )
}

described_axis <- function(panel, bounds, place, label) {
  sides <- if (place == "x") c(1L, 3L) else c(2L, 4L)
  drawn <- Find(function(axis) axis$side %in% sides && axis$shown, panel$axes)
  limits <- bounds[[place]]
  log <- bounds[[paste0(place, "log")]]
  at <- as.double(drawn$at)
  if (!is.null(drawn) && length(at) == 0L) at <- usual_ticks(panel, place, limits, log)
  labels <- drawn$labels
  holds <- panel$holds[[place]]
  if (is.character(labels) || is.language(labels) || is.expression(labels)) {
    labels <- as_texts(labels)
    named <- is.null(holds) && length(labels) > 0L && !all(grepl("^[-+0-9., %eE\u202f\u00a0]*$", labels))
    if (named) holds <- "category"
  } else {
    labels <- if (isFALSE(labels)) rep_len("", length(at)) else format(at, trim = TRUE)
  }
  if (identical(holds, "moment")) {
    at <- at / 86400
    limits <- limits / 86400
    holds <- "date"
  }
  list(
    label = label, limits = lapply(limits, identity), scale = if (log) "log" else "linear",
    holds = if (is.null(holds) || holds == "none") "number" else holds,
    ticks = numbers(at), tick_labels = texts(rep_len(labels, length(at)))
  )
}

usual_ticks <- function(panel, place, limits, log) {
  par <- panel$par
  if (is.null(par)) return(numeric())
  side <- if (place == "x") 1L else 2L
  graphics::axTicks(
    side, axp = par[[paste0(place, "axp")]], usr = if (log) log10(limits) else limits, log = log, nintLog = 5L
  )
}

# An artist, or several, with nothing left of how it was drawn.
finished_artist <- function(artist, bounds) {
  switch(artist$type,
    rects = list(finished_bars(artist)),
    area = list(list(
      type = "area", label = NULL, outlines = lapply(artist$outlines, numbers), colors = colors_of(artist$color)
    )),
    abline = lines_across(artist, bounds),
    list(artist)
  )
}

finished_bars <- function(artist) {
  sides <- artist$sides
  same <- function(x) length(unique(x)) == 1L
  horizontal <- artist$horizontal
  if (is.null(horizontal)) {
    # Bars stand on one line, whichever way they go.
    if (same(sides[[2L]])) horizontal <- FALSE
    else if (same(sides[[1L]])) horizontal <- TRUE
    else return(list(type = "area", label = NULL, outlines = rectangles(sides), colors = colors_of(artist$color)))
  }
  low <- if (horizontal) pmin(sides[[2L]], sides[[4L]]) else pmin(sides[[1L]], sides[[3L]])
  high <- if (horizontal) pmax(sides[[2L]], sides[[4L]]) else pmax(sides[[1L]], sides[[3L]])
  base <- if (horizontal) sides[[1L]] else sides[[2L]]
  top <- if (horizontal) sides[[3L]] else sides[[4L]]
  count <- length(low)
  touching <- count > 1L && isTRUE(all.equal(high[-count], low[-1L], tolerance = 1e-9))
  list(
    type = if (touching) "hist" else "bars", label = NULL, horizontal = horizontal, low = numbers(low),
    high = numbers(high), base = numbers(base), lengths = numbers(top - base), colors = colors_of(artist$color)
  )
}

rectangles <- function(sides) {
  lapply(seq_along(sides[[1L]]), function(i) {
    x <- c(sides[[1L]][i], sides[[3L]][i])
    y <- c(sides[[2L]][i], sides[[4L]][i])
    numbers(cbind(x[c(1L, 2L, 2L, 1L)], y[c(1L, 1L, 2L, 2L)]))
  })
}

lines_across <- function(artist, bounds) {
  given <- lapply(artist$given, as.double)
  line <- function(x, y) list(
    type = "line", label = NULL, x = numbers(x), y = numbers(y), color = colors_of(artist$color, 1L),
    style = style_of(artist$style), marker = "None", width = if (is.null(artist$width)) 1 else as.double(artist$width)[1L]
  )
  found <- c(
    lapply(given[[3L]], function(h) line(bounds$x, c(h, h))),
    lapply(given[[4L]], function(v) line(c(v, v), bounds$y))
  )
  if (length(given[[1L]]) > 0L && length(given[[2L]]) > 0L) {
    found <- c(found, list(line(bounds$x, given[[1L]][1L] + given[[2L]][1L] * bounds$x)))
  } else if (length(given[[1L]]) == 2L) {
    found <- c(found, list(line(bounds$x, given[[1L]][1L] + given[[1L]][2L] * bounds$x)))
  }
  found
}

# Texts, colours, lines, markers
