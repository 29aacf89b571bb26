# `expect_figure`: what a figure shows, read from its description and never from its pixels.

# A figure with these features; what isn't given isn't looked at. `bars`: lengths with names. `x`, `y`: the points of one
# line or one scatter. `counts`, `edges`: of a histogram. `shares`: of a pie, from 0 to 1. `axes`: which plot of the figure.
expect_figure <- function(figure, kind = NULL, title = NULL, x_label = NULL, y_label = NULL, legend = NULL,
                          x_scale = NULL, y_scale = NULL, from_zero = FALSE, bars = NULL, ordered = FALSE, x = NULL,
                          y = NULL, counts = NULL, edges = NULL, shares = NULL, axes = 1, rtol = NULL, atol = NULL,
                          what = list(fr = "la figure", en = "the figure"), hint = NULL) {
  rules <- list(close = TRUE, rtol = rtol, atol = atol, strict = FALSE, nan_equal = TRUE)
  settle(figure_kind_problem(figure), what, hint)
  description <- figure$description
  panels <- Filter(function(panel) panel$kind != "colorbar", description$axes)
  if (axes > length(panels)) {
    settle(figure_problem(both(
      c("nombre de graphiques : attendu au moins ", axes, ", obtenu ", length(panels), "."),
      c("number of plots: expected at least ", axes, ", got ", length(panels), ".")
    )), what, hint)
  }
  panel <- panels[[axes]]
  panel$figure_title <- description$title
  panel$advice <- ADVICE[[if (description$library %in% names(ADVICE)) description$library else "graphics"]]
  settle(check_kind(panel, kind), what, hint)
  titles <- c(panel$title, panel$figure_title)
  settle(check_text(panel, titles, title, "title", both("le titre", "the title")), what, hint)
  x_axis <- both("le nom de l'axe des abscisses", "the label of the x axis")
  settle(check_text(panel, panel$x$label, x_label, "x", x_axis), what, hint)
  y_axis <- both("le nom de l'axe des ordonn\u00e9es", "the label of the y axis")
  settle(check_text(panel, panel$y$label, y_label, "y", y_axis), what, hint)
  settle(check_legend(panel, legend), what, hint)
  settle(check_scale(panel, "x", x_scale), what, hint)
  settle(check_scale(panel, "y", y_scale), what, hint)
  if (from_zero) settle(check_zero(panel), what, hint)
  if (!is.null(bars)) settle(check_bars(panel, bars, ordered, rules), what, hint)
  settle(check_plotted(panel, c("line", "points"), list(x = x, y = y), rules), what, hint)
  settle(check_plotted(panel, c("hist", "bars"), list(lengths = counts, edges = edges), rules), what, hint)
  settle(check_plotted(panel, "pie", list(shares = shares), rules), what, hint)
  invisible(TRUE)
}

figure_problem <- function(text, cells = list(), total = length(cells)) problem(text, cells, total, kind = "figure")

figure_kind_problem <- function(figure) {
  if (is_figure(figure)) return(NULL)
  if (is.null(figure)) return(figure_problem(both("il n'y en a aucune.", "there is none.")))
  figure_problem(both(
    c("attendu une figure, obtenu ", noun(figure)$fr, "."), c("expected a figure, got ", noun(figure)$en, ".")
  ))
}

KINDS <- list(
  bars = both("un diagramme en barres", "a bar chart"), hist = both("un histogramme", "a histogram"),
  line = both("une courbe", "a line"), points = both("un nuage de points", "a scatter plot"),
  pie = both("un diagramme circulaire", "a pie chart"), boxes = both("des bo\u00eetes \u00e0 moustaches", "box plots"),
  image = both("une image", "an image"), mesh = both("une grille color\u00e9e", "a coloured grid"),
  area = both("une surface", "an area"), segments = both("des segments", "segments"),
  empty = both("aucune donn\u00e9e", "no data")
)

# Where to look, in the words of what drew the figure.
ADVICE <- list(
  graphics = c(
    bars = "barplot", hist = "hist", line = "plot(type = \"l\")", points = "plot", pie = "pie", boxes = "boxplot",
    image = "rasterImage", mesh = "image", area = "polygon", title = "main", x = "xlab", y = "ylab",
    legend = "legend", xscale = "log = \"x\"", yscale = "log = \"y\"", xlimits = "xlim", ylimits = "ylim"
  ),
  ggplot2 = c(
    bars = "geom_col", hist = "geom_histogram", line = "geom_line", points = "geom_point", pie = "coord_polar",
    boxes = "geom_boxplot", image = "annotation_raster", mesh = "geom_tile", area = "geom_area", title = "labs(title = )",
    x = "labs(x = )", y = "labs(y = )", legend = "aes(colour = )", xscale = "scale_x_log10", yscale = "scale_y_log10",
    xlimits = "xlim", ylimits = "ylim"
  ),
  matplotlib = c(
    bars = "bar", hist = "hist", line = "plot", points = "scatter", pie = "pie", boxes = "boxplot", image = "imshow",
    mesh = "pcolormesh", area = "fill_between", title = "set_title", x = "set_xlabel", y = "set_ylabel",
    legend = "legend", xscale = "set_xscale", yscale = "set_yscale", xlimits = "set_xlim", ylimits = "set_ylim"
  )
)

advise <- function(panel, about, text) {
  word <- panel$advice[about]
  if (is.na(word)) return(text)
  sentences(text, both(c("Regardez `", word, "`."), c("Look at `", word, "`.")))
}

check_kind <- function(panel, wanted) {
  if (is.null(wanted)) return(NULL)
  unknown <- setdiff(wanted, names(KINDS))
  if (length(unknown) > 0L) {
    misuse(paste0("expect_figure knows no kind ", unknown[1L], ": it knows ", paste(names(KINDS), collapse = ", ")))
  }
  came <- panel$kind
  # Bars as wide as their step touch one another, and are still bars where they stand for names.
  if (came == "hist" && "category" %in% c(panel$x$holds, panel$y$holds)) came <- "bars"
  if (came %in% wanted) return(NULL)
  expected <- KINDS[[wanted[1L]]]
  shown <- KINDS[[came]]
  if (is.null(shown)) shown <- both(c("`", came, "`"), c("`", came, "`"))
  figure_problem(advise(panel, wanted[1L], both(
    c("attendu ", expected$fr, ", obtenu ", shown$fr, "."), c("expected ", expected$en, ", got ", shown$en, ".")
  )))
}

check_text <- function(panel, came, wanted, place, name) {
  if (is.null(wanted) || isFALSE(wanted)) return(NULL)
  if (length(came) == 0L) {
    return(figure_problem(advise(panel, place, both(c(name$fr, " manque."), c(name$en, " is missing.")))))
  }
  if (!is.character(wanted) || any(grepl(folded(wanted), folded(came), fixed = TRUE))) return(NULL)
  figure_problem(both(
    c(name$fr, " doit contenir \u00ab ", wanted, " \u00bb, il vaut \u00ab ", shorten(came[1L]), " \u00bb."),
    c(name$en, " must contain \u201c", wanted, "\u201d, it is \u201c", shorten(came[1L]), "\u201d.")
  ))
}

check_legend <- function(panel, wanted) {
  if (is.null(wanted) || isFALSE(wanted)) return(NULL)
  if (is.null(panel$legend)) {
    return(figure_problem(advise(panel, "legend", both("la l\u00e9gende manque.", "the legend is missing."))))
  }
  if (isTRUE(wanted)) return(NULL)
  lacking <- wanted[!folded(wanted) %in% folded(panel$legend$labels)]
  if (length(lacking) == 0L) return(NULL)
  figure_problem(both(
    c("il manque dans la l\u00e9gende : ", paste0("\u00ab ", lacking, " \u00bb", collapse = ", "), "."),
    c("missing in the legend: ", paste0("\u201c", lacking, "\u201d", collapse = ", "), ".")
  ))
}

check_scale <- function(panel, axis, wanted) {
  came <- panel[[axis]]$scale
  if (is.null(wanted) || identical(came, wanted)) return(NULL)
  figure_problem(advise(panel, paste0(axis, "scale"), both(
    c("l'\u00e9chelle de l'axe ", axis, " doit \u00eatre `", wanted, "`, elle est `", came, "`."),
    c("the scale of axis ", axis, " must be `", wanted, "`, it is `", came, "`.")
  )))
}

check_zero <- function(panel) {
  lying <- any(vapply(panel$artists, function(artist) isTRUE(artist$horizontal), TRUE))
  axis <- if (lying) "x" else "y"
  limits <- range(panel[[axis]]$limits)
  if (limits[1L] <= 0 && limits[2L] >= 0) return(NULL)
  figure_problem(advise(panel, paste0(axis, "limits"), both(
    c("l'axe ", axis, " doit partir de z\u00e9ro, il part de ", show_item(limits, 1L), "."),
    c("axis ", axis, " must start at zero, it starts at ", show_item(limits, 1L), ".")
  )))
}

check_bars <- function(panel, wanted, ordered, rules) {
  if (is.null(names(wanted))) misuse("expect_figure: `bars` must have names")
  came <- bar_lengths(panel)
  labels <- names(wanted)
  quoted <- function(some) paste0("\u00ab ", utils::head(some, 3L), " \u00bb", collapse = ", ")
  lacking <- setdiff(labels, names(came))
  if (length(lacking) > 0L) {
    return(figure_problem(both(
      c("il manque la barre de ", quoted(lacking), "."), c("there is no bar for ", quoted(lacking), ".")
    )))
  }
  extra <- setdiff(names(came), labels)
  if (length(extra) > 0L) {
    return(figure_problem(both(
      c("la barre de ", quoted(extra), " est en trop."), c("the bar for ", quoted(extra), " isn't expected.")
    )))
  }
  got <- unname(came[labels])
  expected <- as.double(wanted)
  differs <- which(!agree(got, expected, rules))
  if (length(differs) > 0L) {
    return(wrong_numbers(got, expected, differs, function(i) {
      both(c("barre \u00ab ", labels[i], " \u00bb"), c("bar \u201c", labels[i], "\u201d"))
    }))
  }
  if (!ordered || identical(names(came), labels)) return(NULL)
  figure_problem(both(
    "les barres ne sont pas dans le bon ordre. Triez les donn\u00e9es avant de les tracer.",
    "the bars are in the wrong order. Sort the data before plotting."
  ))
}

# Label -> length, from left to right (or from top to bottom), all series of bars together: a bar's label is that
# of the tick in its middle, its position where there is none, and lengths that share a label are added.
bar_lengths <- function(panel) {
  bars <- Filter(function(artist) artist$type %in% c("bars", "hist"), panel$artists)
  held <- function(name) unlist(lapply(bars, function(bar) as.double(bar[[name]])))
  low <- held("low")
  high <- held("high")
  lengths <- held("lengths")
  if (length(low) == 0L) return(numeric())
  lying <- isTRUE(bars[[length(bars)]]$horizontal)
  axis <- panel[[if (lying) "y" else "x"]]
  ticks <- as.double(axis$ticks)
  texts <- as.character(axis$tick_labels)
  middles <- (low + high) / 2
  labels <- vapply(seq_along(middles), function(i) {
    here <- which(!is.na(texts) & texts != "" & abs(ticks - middles[i]) <= abs(high[i] - low[i]) / 2)
    if (length(here) > 0L) texts[here[1L]] else show_item(middles, i)
  }, "")
  limits <- as.double(axis$limits)
  # Lying bars are read from the top, which is where the axis ends unless it is turned round.
  place <- order(middles, decreasing = (limits[1L] > limits[2L]) != lying)
  labels <- labels[place]
  sums <- vapply(unique(labels), function(label) sum(lengths[place][labels == label]), 0)
  names(sums) <- unique(labels)
  sums
}

WORDS <- list(
  x = both("abscisse", "x value"), y = both("ordonn\u00e9e", "y value"), lengths = both("effectif", "count"),
  edges = both("borne", "edge"), shares = both("part", "share")
)

# Some artist of these types must hold these numbers, in order.
check_plotted <- function(panel, types, wanted, rules) {
  wanted <- lapply(Filter(Negate(is.null), wanted), function(numbers) as.double(unclass(numbers)))
  if (length(wanted) == 0L) return(NULL)
  artists <- Filter(function(artist) artist$type %in% types, panel$artists)
  if (length(artists) == 0L) {
    return(figure_problem(both("les donn\u00e9es attendues ne sont pas trac\u00e9es.", "the expected data isn't plotted.")))
  }
  best <- NULL
  for (artist in artists) {
    got <- lapply(names(wanted), function(name) plotted(artist, name))
    if (!all(lengths(got) == lengths(wanted))) next
    labels <- unlist(lapply(names(wanted), function(name) paste(name, seq_along(wanted[[name]]))))
    got <- unlist(got)
    expected <- unlist(wanted, use.names = FALSE)
    differs <- which(!agree(got, expected, rules))
    if (length(differs) == 0L) return(NULL)
    if (is.null(best) || length(differs) < length(best$differs)) {
      best <- list(got = got, expected = expected, differs = differs, labels = labels)
    }
  }
  if (!is.null(best)) {
    return(wrong_numbers(best$got, best$expected, best$differs, function(i) {
      parts <- strsplit(best$labels[i], " ", fixed = TRUE)[[1L]]
      word <- WORDS[[parts[1L]]]
      both(c(word$fr, " ", parts[2L]), c(word$en, " ", parts[2L]))
    }))
  }
  came <- length(plotted(artists[[1L]], names(wanted)[1L]))
  figure_problem(both(
    c("il faut ", length(wanted[[1L]]), " valeurs trac\u00e9es, il y en a ", came, "."),
    c(length(wanted[[1L]]), " plotted values expected, got ", came, ".")
  ))
}

plotted <- function(artist, name) {
  if (name == "edges") c(as.double(artist$low), utils::tail(as.double(artist$high), 1L)) else as.double(artist[[name]])
}

wrong_numbers <- function(got, expected, differs, label) {
  cells <- lapply(utils::head(differs, CELLS), function(i) {
    shown <- shown_apart(expected, got, i)
    cell(label(i), NULL, shown$expected, shown$got)
  })
  first <- cells[[1L]]
  count <- length(differs)
  start <- if (count == 1L) both("", "") else both(c(count, " valeurs diff\u00e8rent ; "), c(count, " values differ; "))
  figure_problem(both(
    c(start$fr, first$row$fr, " : attendu ", first$expected, ", obtenu ", first$got, "."),
    c(start$en, first$row$en, ": expected ", first$expected, ", got ", first$got, ".")
  ), cells, count)
}

# Case, accents and spaces aside.
folded <- function(texts) {
  plain <- gsub("[\u0300-\u036f]", "", tolower(as.character(texts)))
  plain <- chartr(
    "\u00e0\u00e1\u00e2\u00e3\u00e4\u00e5\u00e7\u00e8\u00e9\u00ea\u00eb\u00ec\u00ed\u00ee\u00ef\u00f1\u00f2\u00f3\u00f4\u00f5\u00f6\u00f9\u00fa\u00fb\u00fc\u00fd\u00ff",
    "aaaaaaceeeeiiiinooooouuuuyy", plain
  )
  trimws(gsub("[[:space:]\u00a0\u202f]+", " ", plain))
}
