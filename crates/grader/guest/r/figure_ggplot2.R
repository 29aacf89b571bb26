# What a plot of ggplot2 shows, read from what the package itself computes before it draws.
#
# Nothing here is on the search path: the package is asked by name, and only once a plot of its own is there.

describe_ggplot <- function(plot, size = c(FIGURE_WIDTH, FIGURE_HEIGHT)) {
  built <- suppressWarnings(suppressMessages(ggplot2::ggplot_build(plot)))
  layout <- built$layout$layout
  coordinates <- built$layout$coord
  look <- list(
    built = built, plot = plot, layout = layout,
    flipped = inherits(coordinates, "CoordFlip"), polar = inherits(coordinates, c("CoordPolar", "CoordRadial")),
    labels = plot_labels(built, plot)
  )
  legend <- tryCatch(plot_legend(look), error = function(error) NULL)
  axes <- lapply(seq_len(nrow(layout)), function(panel) plot_panel(look, panel, legend))
  figure_description("ggplot2", plain_label(look$labels$title), size, axes)
}

# Newer releases settle the labels while they build.
plot_labels <- function(built, plot) {
  settled <- get0("get_labs", asNamespace("ggplot2"), mode = "function")
  if (is.null(settled)) built$plot$labels else tryCatch(settled(built), error = function(error) plot$labels)
}

plain_label <- function(label) {
  if (is.null(label) || inherits(label, "waiver") || is.function(label)) NULL else label_text(label)
}

plot_panel <- function(look, panel, legend) {
  built <- look$built
  about <- look$layout[panel, , drop = FALSE]
  scales <- list(x = built$layout$panel_scales_x[[about$SCALE_X]], y = built$layout$panel_scales_y[[about$SCALE_Y]])
  artists <- list()
  texts <- character()
  for (i in seq_along(built$data)) {
    data <- as.list(built$data[[i]])
    rows <- which(data$PANEL == about$PANEL)
    # Other plots of the figure have this layer.
    if (length(rows) == 0L) next
    data <- lapply(data, function(column) column[rows])
    geom <- built$plot$layers[[i]]$geom
    found <- tryCatch(layer_artists(look, geom, data, scales), error = function(error) {
      list(list(type = "other", class = class(geom)[1L]))
    })
    artists <- c(artists, found)
    if (inherits(geom, c("GeomText", "GeomLabel"))) texts <- c(texts, as_texts(data$label))
  }
  if (look$flipped) artists <- lapply(artists, flipped_artist)
  if (look$polar) artists <- as_pie(artists)
  kinds <- unique(vapply(artists, function(artist) artist$type, ""))
  axes <- list(x = plot_axis(look, panel, scales$x, "x"), y = plot_axis(look, panel, scales$y, "y"))
  if (look$flipped) names(axes) <- c("y", "x")
  strip <- setdiff(names(about), c("PANEL", "ROW", "COL", "SCALE_X", "SCALE_Y", "COORD"))
  title <- if (length(strip) > 0L) paste(vapply(about[strip], as.character, ""), collapse = ", ")
  list(
    kind = axes_kind(kinds), kinds = texts(kinds), projection = if (look$polar) "polar" else "rectilinear",
    position = NULL, title = if (is.null(title)) plain_label(look$labels$title) else title,
    x = axes$x, y = axes$y, legend = legend, texts = texts(texts), artists = artists
  )
}

# Axes

plot_axis <- function(look, panel, scale, place) {
  label <- scale$name
  if (inherits(label, "waiver")) label <- look$labels[[place]]
  discrete <- isTRUE(scale$is_discrete())
  change <- transformation_of(scale)
  ranges <- look$built$layout$panel_params[[panel]]
  limits <- panel_range(ranges, if (look$flipped) setdiff(c("x", "y"), place) else place, place)
  if (is.null(limits)) limits <- as.double(scale$dimension())
  breaks <- scale$get_breaks()
  labels <- as_texts(scale$get_labels(breaks))
  if (discrete) {
    at <- match(as.character(breaks), as.character(scale$get_limits()))
  } else {
    seen <- is.finite(breaks)
    labels <- rep_len(labels, length(breaks))[seen]
    at <- change$back(breaks[seen])
    limits <- change$back(limits)
  }
  list(
    label = plain_label(label), limits = lapply(as.double(limits), identity),
    scale = if (discrete) "linear" else change$scale, holds = if (discrete) "category" else change$holds,
    ticks = numbers(at), tick_labels = texts(rep_len(labels, length(at)))
  )
}

panel_range <- function(ranges, seen, place) {
  for (name in unique(c(seen, place))) {
    range <- ranges[[name]]$continuous_range
    if (is.null(range)) range <- ranges[[paste0(name, ".range")]]
    if (is.numeric(range) && length(range) == 2L) return(range)
  }
  NULL
}

# How a scale's numbers become those of the data again.
transformation_of <- function(scale) {
  change <- if (is.function(scale$get_transformation)) scale$get_transformation() else scale$trans
  name <- if (is.null(change)) "identity" else change$name
  plain <- function(x) as.double(x)
  if (name == "date") return(list(back = plain, scale = "linear", holds = "date"))
  if (name == "time") return(list(back = function(x) as.double(x) / 86400, scale = "linear", holds = "date"))
  if (name %in% c("identity", "hms")) return(list(back = plain, scale = "linear", holds = "number"))
  list(
    back = function(x) suppressWarnings(as.double(change$inverse(as.double(x)))),
    scale = if (startsWith(name, "log")) "log" else name, holds = "number"
  )
}

# Layers

layer_artists <- function(look, geom, data, scales) {
  back <- function(place, x) {
    scale <- scales[[place]]
    x <- as.double(x)
    if (isTRUE(scale$is_discrete())) x else transformation_of(scale)$back(x)
  }
  for (name in c("x", "xmin", "xmax", "xend", "xintercept", "xlower", "xmiddle", "xupper", "xmin_final", "xmax_final")) {
    if (!is.null(data[[name]])) data[[name]] <- back("x", data[[name]])
  }
  for (name in c("y", "ymin", "ymax", "yend", "yintercept", "lower", "middle", "upper")) {
    if (!is.null(data[[name]])) data[[name]] <- back("y", data[[name]])
  }
  for (one in GEOMS) if (inherits(geom, one$class)) return(one$read(look, data, scales))
  list(list(type = "other", class = class(geom)[1L]))
}

horizontal_layer <- function(data) isTRUE(as.logical(data$flipped_aes[1L]))

# The rows of each group (or of each of its fillings), in the groups' order, with what the legend calls it.
parts_of <- function(look, data, by = "group") {
  key <- data[[by]]
  count <- max(lengths(data))
  if (is.null(key)) key <- rep_len(1L, count)
  inorder <- if (is.null(data$group)) unique(key) else unique(key[order(data$group)])
  lapply(split(seq_len(count), factor(key, levels = inorder)), function(rows) {
    part <- lapply(data, function(column) column[rows])
    part$label_of <- name_of(look, part)
    part
  })
}

# The name of the first discrete scale's value that all of a part shares.
name_of <- function(look, part) {
  for (place in c("fill", "colour", "linetype", "shape")) {
    shown <- unique(part[[place]])
    scale <- look$built$plot$scales$get_scales(place)
    if (is.null(scale) || length(shown) != 1L || !isTRUE(scale$is_discrete())) next
    limits <- scale$get_limits()
    at <- match(as.character(shown), as.character(scale$map(limits)))
    if (!is.na(at)) return(as_texts(scale$get_labels(limits))[at])
  }
  NULL
}

color_in <- function(part, fill = FALSE) {
  color <- if (fill) part$fill else part$colour
  if (is.null(color) || all(is.na(color))) color <- if (fill) part$colour else part$fill
  if (is.null(color) || is.null(part$alpha)) color else ggplot2::alpha(color, part$alpha)
}

read_points <- function(look, data, scales) {
  list(list(
    type = "points", label = name_of(look, data), x = numbers(data$x), y = numbers(data$y),
    sizes = numbers((data$size * ggplot2::.pt)^2), colors = colors_of(color_in(data)), values = NULL
  ))
}

read_lines <- function(look, data, scales) {
  unname(lapply(parts_of(look, data), function(part) list(
    type = "line", label = part$label_of, x = numbers(part$x), y = numbers(part$y),
    color = colors_of(color_in(part), 1L), style = style_of(part$linetype[1L]), marker = "None",
    width = as.double(c(part$linewidth, part$size, 1)[1L])
  )))
}

read_bars <- function(look, data, scales) {
  horizontal <- horizontal_layer(data)
  ends <- if (horizontal) c("ymin", "ymax", "xmin", "xmax") else c("xmin", "xmax", "ymin", "ymax")
  unname(lapply(parts_of(look, data, "fill"), function(part) {
    place <- order(part[[ends[1L]]])
    part <- lapply(part, function(column) if (length(column) == length(place)) column[place] else column)
    low <- part[[ends[1L]]]
    high <- part[[ends[2L]]]
    # Bars below zero hang from it.
    below <- part[[ends[4L]]] <= 0 & part[[ends[3L]]] < 0
    base <- ifelse(below, part[[ends[4L]]], part[[ends[3L]]])
    top <- ifelse(below, part[[ends[3L]]], part[[ends[4L]]])
    count <- length(low)
    touching <- count > 1L && isTRUE(all.equal(high[-count], low[-1L], tolerance = 1e-9))
    list(
      type = if (touching) "hist" else "bars", label = part$label_of, horizontal = horizontal, low = numbers(low),
      high = numbers(high), base = numbers(base), lengths = numbers(top - base),
      colors = colors_of(color_in(part, fill = TRUE))
    )
  }))
}

read_boxes <- function(look, data, scales) {
  horizontal <- horizontal_layer(data)
  place <- function(upright, lying) data[[if (horizontal) lying else upright]]
  stats <- list(
    place("x", "y"), place("ymin", "xmin"), place("lower", "xlower"), place("middle", "xmiddle"),
    place("upper", "xupper"), place("ymax", "xmax")
  )
  scale <- scales[[if (horizontal) "x" else "y"]]
  boxes <- lapply(seq_along(stats[[1L]]), function(i) list(
    position = as.double(stats[[1L]][i]), low = stats[[2L]][i], first_quartile = stats[[3L]][i],
    median = stats[[4L]][i], third_quartile = stats[[5L]][i], high = stats[[6L]][i],
    beyond = numbers(transformation_of(scale)$back(unlist(data$outliers[i])))
  ))
  list(list(type = "boxes", horizontal = horizontal, boxes = boxes))
}

read_areas <- function(look, data, scales) {
  unname(lapply(parts_of(look, data), function(part) {
    outline <- if (!is.null(part$ymin) && !is.null(part$x)) {
      cbind(c(part$x, rev(part$x)), c(part$ymax, rev(part$ymin)))
    } else {
      cbind(part$x, part$y)
    }
    list(
      type = "area", label = part$label_of, outlines = list(numbers(outline)),
      colors = colors_of(unique(color_in(part, fill = TRUE)))
    )
  }))
}

# The band around a smoothed line is no more than a band.
read_smooth <- function(look, data, scales) {
  c(read_lines(look, data, scales), if (!is.null(data$ymin)) read_areas(look, data, scales))
}

read_segments <- function(look, data, scales) {
  count <- length(data[[1L]])
  either <- function(...) {
    for (name in c(...)) if (!is.null(data[[name]])) return(data[[name]])
    rep_len(NA_real_, count)
  }
  from <- if (!is.null(data$xend)) cbind(data$x, data$y) else cbind(either("x", "xmin"), either("ymin", "y"))
  to <- if (!is.null(data$xend)) cbind(data$xend, data$yend) else cbind(either("x", "xmax"), either("ymax", "y"))
  list(list(
    type = "segments", label = name_of(look, data), colors = colors_of(color_in(data)),
    segments = lapply(seq_len(nrow(from)), function(i) numbers(rbind(from[i, ], to[i, ])))
  ))
}

read_rules <- function(look, data, scales) {
  bounds <- lapply(c(x = "x", y = "y"), function(place) {
    scale <- scales[[place]]
    range <- as.double(scale$dimension())
    if (isTRUE(scale$is_discrete())) range else transformation_of(scale)$back(range)
  })
  lapply(seq_along(data[[1L]]), function(i) {
    x <- bounds$x
    y <- bounds$y
    if (!is.null(data$yintercept)) y <- rep(data$yintercept[i], 2L)
    else if (!is.null(data$xintercept)) x <- rep(data$xintercept[i], 2L)
    else y <- data$intercept[i] + data$slope[i] * x
    list(
      type = "line", label = NULL, x = numbers(x), y = numbers(y), color = colors_of(data$colour[i], 1L),
      style = style_of(data$linetype[i]), marker = "None", width = as.double(c(data$linewidth[i], data$size[i], 1)[1L])
    )
  })
}

# Tiles of a whole grid; the colours stand for what the scale maps, whose numbers are gone.
read_tiles <- function(look, data, scales) {
  x <- sort(unique(c(data$xmin, data$xmax)))
  y <- sort(unique(c(data$ymin, data$ymax)))
  values <- matrix(NA_real_, length(y) - 1L, length(x) - 1L)
  kinds <- match(data$fill, unique(data$fill)) - 1
  values[cbind(match(data$ymin, y), match(data$xmin, x))] <- kinds
  list(list(
    type = "mesh", values = numbers(values), x = numbers(x), y = numbers(y),
    color_limits = numbers(range(kinds)), palette = NULL
  ))
}

read_nothing <- function(look, data, scales) list()

# The first class that a geom is of says how it is read.
GEOMS <- list(
  list(class = c("GeomText", "GeomLabel", "GeomBlank", "GeomRug"), read = read_nothing),
  list(class = "GeomPoint", read = read_points),
  list(class = "GeomSmooth", read = read_smooth),
  list(class = c("GeomArea", "GeomRibbon", "GeomPolygon", "GeomMap"), read = read_areas),
  list(class = "GeomPath", read = read_lines),
  list(class = c("GeomTile", "GeomRaster"), read = read_tiles),
  list(class = "GeomRect", read = read_bars),
  list(class = "GeomBoxplot", read = read_boxes),
  list(class = c("GeomHline", "GeomVline", "GeomAbline"), read = read_rules),
  list(class = c("GeomSegment", "GeomErrorbar", "GeomErrorbarh", "GeomLinerange", "GeomPointrange"), read = read_segments)
)

# Turning and bending

flipped_artist <- function(artist) {
  if (!is.null(artist$horizontal)) artist$horizontal <- !artist$horizontal
  if (!is.null(artist$x) && !is.null(artist$y)) artist[c("x", "y")] <- artist[c("y", "x")]
  across <- function(one) numbers(matrix(unclass(one)[[1L]], ncol = 2L)[, 2:1, drop = FALSE])
  for (name in c("segments", "outlines")) if (!is.null(artist[[name]])) artist[[name]] <- lapply(artist[[name]], across)
  artist
}

# Bars piled on one another and bent round are slices.
as_pie <- function(artists) {
  bars <- Filter(function(artist) artist$type %in% c("bars", "hist"), artists)
  if (length(bars) == 0L || length(bars) != length(artists)) return(artists)
  held <- function(name) unlist(lapply(bars, function(bar) unclass(bar[[name]])[[1L]]))
  if (length(unique(held("low"))) != 1L) return(artists)
  slices <- held("lengths")
  labels <- lapply(bars, function(bar) {
    rep_len(if (is.null(bar$label)) NA_character_ else bar$label, length(unclass(bar$lengths)[[1L]]))
  })
  list(list(
    type = "pie", labels = texts(unlist(labels)), shares = numbers(slices / sum(slices)), colors = texts(held("colors"))
  ))
}

# The legend's first box with names, or its first box.
plot_legend <- function(look) {
  position <- look$plot$theme$legend.position
  if (identical(position, "none")) return(NULL)
  turned_off <- vapply(as.list(look$plot$guides$guides), function(guide) {
    identical(guide, "none") || identical(guide, FALSE) || inherits(guide, "GuideNone")
  }, TRUE)
  off <- names(turned_off)[turned_off]
  found <- NULL
  for (scale in look$built$plot$scales$non_position_scales()$scales) {
    place <- scale$aesthetics[1L]
    hidden <- place %in% off || identical(scale$guide, "none") || identical(scale$guide, FALSE)
    if (hidden || inherits(scale, "ScaleDiscreteIdentity") || inherits(scale, "ScaleContinuousIdentity")) next
    title <- scale$name
    if (inherits(title, "waiver")) title <- look$labels[[place]]
    labels <- as_texts(scale$get_labels())
    labels <- labels[!is.na(labels)]
    if (is.null(found)) found <- list(title = plain_label(title), labels = labels)
    else found$labels <- unique(c(found$labels, labels))
  }
  if (!is.null(found)) found$labels <- texts(found$labels)
  found
}
