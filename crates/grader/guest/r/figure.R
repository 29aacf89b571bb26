# Where the learner's plots go, and what is kept of them.
#
# A plot goes to a device that draws nothing and keeps the list of what it was told. Each page of that list is
# kept before the next one takes its place; it is described, and drawn, when somebody asks. A few of R's own
# functions leave marks in the list, which say what its rectangles and lines stand for.

SHOWN_FIGURES <- 4L
# In inches; `pdf` and `png` of the learner's take theirs.
FIGURE_WIDTH <- 8
FIGURE_HEIGHT <- 6
# A page that holds more bytes than this is described and not drawn: some 15,000 points. What grid draws, and ggplot2
# with it, takes a megabyte before the first point.
LARGEST_DRAWN <- 3e5
LARGEST_DRAWN_BY_GRID <- 2e6

drawn <- new.env(parent = emptyenv())
drawn$pages <- list()
drawn$latest <- NULL
drawn$objects <- list()
drawn$ours <- list()
drawn$files <- list()
drawn$script <- NULL

# R's own functions, as they were before they left marks.
own <- new.env(parent = emptyenv())

# Pages

# The page that is being drawn on the current device; NULL if there is nothing on it.
current_page <- function() {
  number <- grDevices::dev.cur()
  if (number == 1L) return(NULL)
  tryCatch({
    mark_panel()
    recorded <- grDevices::recordPlot()
    if (!has_content(recorded[[1L]])) return(NULL)
    list(plot = recorded, object = drawn$objects[[device_key(number)]], size = graphics::par("din"))
  }, error = function(error) NULL)
}

device_key <- function(number) paste0("device", number)

has_content <- function(operations) {
  for (operation in operations) {
    if (operation_name(operation) %in% c("C_plot_new", "grid")) return(TRUE)
  }
  FALSE
}

# Keeps the current page, which is about to go.
finish_page <- function() {
  page <- current_page()
  drawn$objects[[device_key(grDevices::dev.cur())]] <- NULL
  if (is.null(page)) return(invisible())
  if (length(drawn$pages) < SHOWN_FIGURES) drawn$pages[[length(drawn$pages) + 1L]] <- page
  drawn$latest <- page
  invisible()
}

before_plot <- function() {
  if (grDevices::dev.cur() == 1L) return(invisible())
  if (graphics::par("page")) {
    finish_page()
    revive_device()
  } else {
    mark_panel()
  }
  invisible()
}

# An error that was caught in the middle of drawing leaves a device that keeps no list any more, for good: another
# one takes its place.
revive_device <- function() {
  number <- grDevices::dev.cur()
  if (number == 1L || is.null(drawn$ours[[device_key(number)]])) return(invisible())
  mark("probe")
  operations <- grDevices::recordPlot()[[1L]]
  count <- length(operations)
  if (count > 0L && is_mark(operations[[count]])) return(invisible())
  size <- graphics::par("din")
  settings <- graphics::par(no.readonly = TRUE)
  own$dev.off()
  open_device(size[1L], size[2L])
  graphics::par(settings)
  invisible()
}

# The object of ggplot2 that is being printed is a variable of the function that prints it.
before_grid_page <- function() {
  finish_page()
  revive_device()
  for (frame in rev(sys.frames())) {
    object <- get0("x", frame, inherits = FALSE)
    if (is_ggplot(object)) {
      # The device of the page to come may not be open yet.
      number <- grDevices::dev.cur()
      drawn$objects[[device_key(if (number == 1L) 2L else number)]] <- object
      break
    }
  }
  invisible()
}

is_ggplot <- function(x) "ggplot" %in% oldClass(x) || "ggplot2::ggplot" %in% oldClass(x)

# All pages there are, the oldest first.
all_pages <- function() {
  pages <- drawn$pages
  current <- grDevices::dev.cur()
  for (number in grDevices::dev.list()) {
    grDevices::dev.set(number)
    page <- current_page()
    if (!is.null(page)) pages[[length(pages) + 1L]] <- page
  }
  if (current > 1L) grDevices::dev.set(current)
  utils::head(pages, SHOWN_FIGURES)
}

# The figure that the last operation drew, or the one that the script drew by itself; NULL if there is none.
figure_drawn <- function(by = "operation") {
  page <- if (identical(by, "module")) drawn$script else last_page()
  if (is.null(page)) NULL else figure_of(describe_page(page), raw())
}

last_page <- function() {
  page <- current_page()
  if (is.null(page)) drawn$latest else page
}

# What the script drew stays apart from what is drawn when a check calls.
keep_script_figure <- function() {
  drawn$script <- tryCatch(last_page(), error = function(error) NULL)
}

# A function of the agent's that starts without an open device, as a new session would.
drawing_afresh <- function(operation) {
  function(...) {
    put_figures_away()
    operation(...)
  }
}

# Keeps the pages for whoever looks at all of them, closes the devices and forgets which page was the last. A learner
# who has taken this apart has no figures, and an answer all the same.
put_figures_away <- function() {
  tryCatch(close_devices(), error = function(error) NULL)
  drawn$latest <- NULL
}

# The figures as a page shows them: the data that they are drawn from is of no use there.
shown_figures <- function() {
  lapply(all_pages(), function(page) {
    description <- describe_page(page)
    description$axes <- lapply(description$axes, function(axes) {
      axes$artists <- list()
      axes
    })
    figure_of(description, draw_page(page))
  })
}

describe_page <- function(page) {
  if (!is.null(page$object)) {
    described <- tryCatch(describe_ggplot(page$object, page$size), error = function(error) NULL)
    if (!is.null(described)) return(described)
  }
  describe_graphics(page$plot[[1L]], page$size)
}

# A page as a PDF file's bytes, which the host turns into a picture; none if it is too large or can't be drawn.
draw_page <- function(page) {
  operations <- page$plot[[1L]]
  by_grid <- any(vapply(operations, operation_name, "") == "grid")
  if (utils::object.size(operations) > (if (by_grid) LARGEST_DRAWN_BY_GRID else LARGEST_DRAWN)) return(raw())
  current <- grDevices::dev.cur()
  file <- tempfile(fileext = ".pdf")
  on.exit(unlink(file))
  tryCatch({
    own$pdf(
      file, page$size[1L], page$size[2L], title = "", encoding = "WinAnsi.enc", colormodel = "rgb", compress = FALSE
    )
    tryCatch(suppressWarnings(grDevices::replayPlot(page$plot)), finally = {
      own$dev.off()
      if (current > 1L) grDevices::dev.set(current)
    })
    readBin(file, "raw", file.size(file))
  }, error = function(error) raw())
}

# Devices

open_device <- function(width = FIGURE_WIDTH, height = FIGURE_HEIGHT, pointsize = 12, ...) {
  own$pdf(NULL, width, height, pointsize = pointsize, encoding = "WinAnsi.enc")
  grDevices::dev.control("enable")
  drawn$ours[[device_key(grDevices::dev.cur())]] <- TRUE
  invisible()
}

# What the learner opens by `png` and the like: their figures count as any other. There is nothing here that
# draws pixels, so the file holds a picture of one white pixel.
picture_device <- function(name, empty) {
  function(filename = paste0("Rplot%03d.", name), width = 480, height = 480, units = "px", pointsize = 12,
           bg = "white", res = NA, ...) {
    inch <- switch(units, `in` = 1, cm = 2.54, mm = 25.4, if (is.na(res)) 72 else res)
    open_device(width / inch, height / inch, pointsize)
    drawn$files[[device_key(grDevices::dev.cur())]] <- list(name = filename, bytes = empty)
    invisible()
  }
}

vector_device <- function(filename = "Rplot%03d.svg", width = 7, height = 7, pointsize = 12, ...) {
  open_device(width, height, pointsize)
  drawn$files[[device_key(grDevices::dev.cur())]] <- list(name = filename, bytes = EMPTY_SVG)
  invisible()
}

EMPTY_SVG <- charToRaw("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"1\" height=\"1\"/>\n")
EMPTY_PNG <- as.raw(c(
  0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0x00, 0x00, 0x00, 0x0d, 0x49, 0x48, 0x44, 0x52, 0x00, 0x00, 0x00,
  0x01, 0x00, 0x00, 0x00, 0x01, 0x08, 0x00, 0x00, 0x00, 0x00, 0x3a, 0x7e, 0x9b, 0x55, 0x00, 0x00, 0x00, 0x0a, 0x49,
  0x44, 0x41, 0x54, 0x78, 0x9c, 0x63, 0xf8, 0x0f, 0x00, 0x01, 0x01, 0x01, 0x00, 0x1b, 0xb6, 0xee, 0x56, 0x00, 0x00,
  0x00, 0x00, 0x49, 0x45, 0x4e, 0x44, 0xae, 0x42, 0x60, 0x82
))

close_device <- function(which = grDevices::dev.cur()) {
  if (which > 1L && which %in% grDevices::dev.list()) {
    current <- grDevices::dev.cur()
    grDevices::dev.set(which)
    finish_page()
    if (current != which) grDevices::dev.set(current)
    key <- device_key(which)
    file <- drawn$files[[key]]
    drawn$files[[key]] <- drawn$ours[[key]] <- NULL
    if (!is.null(file)) writeBin(file$bytes, sub("%[0-9]*d", "001", file$name))
  }
  own$dev.off(which)
}

close_devices <- function() {
  while (grDevices::dev.cur() > 1L) close_device()
  invisible()
}

# Marks

# Leaves a note in the list of what is drawn; nothing where nothing is drawn on.
mark <- function(what, ...) {
  if (grDevices::dev.cur() == 1L) return(invisible())
  try(grDevices::recordGraphics(NULL, list(spyrales = what, ...), emptyenv()), silent = TRUE)
  invisible()
}

mark_panel <- function() {
  mark("panel", par = graphics::par(c("usr", "xlog", "ylog", "xaxp", "yaxp", "fig", "plt")))
}

# A function of R's between two marks. It gets the very call that was made: what isn't given stays missing.
between_marks <- function(what, original) {
  marked <- function() {
    call <- sys.call()
    titled <- !is.null(call$title)
    call[[1L]] <- original
    mark("begin")
    given <- withVisible(eval(call, parent.frame()))
    mark(what, titled = titled)
    if (given$visible) given$value else invisible(given$value)
  }
  formals(marked) <- formals(original)
  marked
}

marked_boxes <- function(z, ...) {
  mark("begin")
  at <- own$bxp(z, ...)
  options <- list(...)
  mark("boxes",
    z = z[c("stats", "out", "group")], at = at, horizontal = isTRUE(options[["horizontal"]]),
    outline = !isFALSE(options[["outline"]])
  )
  invisible(at)
}

marked_bars <- function(height, ...) {
  mark("begin")
  given <- withVisible(own$barplot.default(height, ...))
  mark("bars", middles = given$value)
  if (given$visible) given$value else invisible(given$value)
}

# Puts these functions where R's own were: done once, before the snapshot.
take_over_graphics <- function() {
  for (name in c("legend", "pie", "axis.Date", "axis.POSIXct", "bxp", "barplot.default")) {
    own[[name]] <- get(name, asNamespace("graphics"))
  }
  for (name in c("pdf", "dev.off")) own[[name]] <- get(name, asNamespace("grDevices"))
  replace_in("graphics", list(
    legend = between_marks("legend", own$legend), pie = between_marks("pie", own$pie),
    axis.Date = between_marks("dates", own$axis.Date), axis.POSIXct = between_marks("moments", own$axis.POSIXct),
    bxp = marked_boxes, barplot.default = marked_bars
  ))
  replace_in("grDevices", list(
    pdf = marked_pdf(), dev.off = close_device, graphics.off = close_devices,
    png = picture_device("png", EMPTY_PNG), svg = vector_device
  ))
  describers$ggplot <- describe_ggplot
  describers$recordedplot <- function(x) describe_graphics(unclass(x)[[1L]], c(FIGURE_WIDTH, FIGURE_HEIGHT))
  setHook("before.plot.new", before_plot, "replace")
  setHook("before.grid.newpage", before_grid_page, "replace")
  options(device = open_device)
}

# Draws and describes once, before the snapshot: fonts are read and encodings loaded then.
warm_figures <- function() {
  graphics::par(mfrow = c(2L, 3L))
  graphics::plot(1:3, 1:3, main = "\u00e9t\u00e9", type = "b")
  graphics::abline(h = 2)
  graphics::legend("topleft", c("a", "b"), lty = 1:2)
  graphics::barplot(c(a = 1, b = 2))
  graphics::hist(c(1, 2, 2, 3))
  graphics::boxplot(list(a = 1:9, b = 2:8))
  graphics::pie(c(a = 1, b = 2))
  graphics::plot(as.Date("2024-01-01") + 0:9, 1:10)
  message_of("done", list(figures = shown_figures()), keep = keep_object)
  message_of("done", figure_drawn())
  close_devices()
  drawn$pages <- list()
  drawn$latest <- NULL
}

# The learner's own PDF file, whose pages are kept as well.
marked_pdf <- function() {
  marked <- function() {
    call <- sys.call()
    call[[1L]] <- own$pdf
    eval(call, parent.frame())
    grDevices::dev.control("enable")
    invisible()
  }
  formals(marked) <- formals(own$pdf)
  marked
}

replace_in <- function(package, functions) {
  places <- list(asNamespace(package), as.environment(paste0("package:", package)))
  for (name in names(functions)) {
    for (place in places) {
      unlockBinding(name, place)
      assign(name, functions[[name]], place)
      lockBinding(name, place)
    }
  }
  methods <- asNamespace(package)[[".__S3MethodsTable__."]]
  for (name in intersect(names(functions), ls(methods, all.names = TRUE))) methods[[name]] <- functions[[name]]
}
