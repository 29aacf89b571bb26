# Every kind of value of R's that crosses plainly, and whether it came back as it went.

cases <- list(
  null = NULL, true = TRUE, integer = 3L, negative = -7L, number = 2.5, tiny = 1e-300, infinite = c(Inf, -Inf),
  not_a_number = NaN, missing = NA, complex = 1+2i, text = "d\u00e9j\u00e0 vu \u20ac \U1F600", empty_text = "",
  integers = 1:5, numbers = c(0.1, 0.2, -0), with_gap = c(1, NA, 3), with_nan = c(1, NaN, 3),
  gap_and_nan = c(NA, NaN, 1), integer_gap = c(1L, NA), logicals = c(TRUE, NA, FALSE), texts = c("a", "\u00e9", ""),
  text_gap = c("a", NA), complexes = c(1i, 2 + 0i), nothing = numeric(0), no_text = character(0),
  bytes = as.raw(c(0, 255, 10)), named = c(a = 1, b = 2), named_texts = c(x = "u", y = NA),
  factor = factor(c("b", "a", NA, "b"), levels = c("b", "a", "c")), ordered = factor("m", c("s", "m", "l"), ordered = TRUE),
  date = as.Date("2024-02-29"), dates = as.Date(c("2024-02-29", NA, "1969-12-31")),
  moment = as.POSIXct("2024-03-10 12:34:56.5", tz = "UTC"), zoned = as.POSIXct(c(1e9, NA), tz = "Europe/Paris"),
  duration = structure(90.5, class = "difftime", units = "secs"),
  days = structure(1.5, class = "difftime", units = "days"), weeks = structure(c(2, NA), class = "difftime", units = "weeks"),
  named_hours = structure(c(a = 1, b = 0.25), class = "difftime", units = "hours"),
  counts = table(c("a", "b", "a")), named_counts = table(g = c("x", "y", "x")),
  matrix = matrix(c(1.5, 2, 3, 4, 5, 6), 2), integer_matrix = matrix(1:6, 3), text_matrix = matrix(c("a", "b", "c", "d"), 2),
  gap_matrix = matrix(c(1, NA, NaN, 4), 2), named_matrix = matrix(1:4, 2, dimnames = list(c("a", "b"), c("x", "y"))),
  half_named = matrix(1:4, 2, dimnames = list(NULL, c("x", "y"))), cube = array(1:24, c(2, 3, 4)),
  table = table(g = c("a", "b", "a"), h = c("x", "x", "y")),
  list = list(1, "a", TRUE, NULL), named_list = list(a = 1, b = list(c = "x")), mixed_names = list(a = 1, 2),
  empty_list = list(), nested = list(list(list(1:3))),
  frame = data.frame(
    n = c(1.5, NA, NaN), i = c(1L, NA, 3L), t = c("a", NA, "\u00e9"), l = c(TRUE, NA, FALSE),
    f = factor(c("u", "v", NA)), d = as.Date(c("2024-01-01", NA, "2024-01-03")),
    m = as.POSIXct(c(1e9 + 0.25, NA, 0), tz = "UTC")
  ),
  row_names = data.frame(x = 1:2, row.names = c("r1", "r2")), no_rows = data.frame(x = numeric(0), y = character(0)),
  no_columns = data.frame(row.names = c("a", "b"))
)

same <- function(name, value) {
  if (identical(value, cases[[name]])) return(TRUE)
  paste(capture.output(str(value), str(cases[[name]])), collapse = "\n")
}
