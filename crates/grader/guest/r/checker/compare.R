# Comparing what came with what was expected: NULL where they agree, else a problem that explains itself.

problem <- function(text, cells = list(), total = 0L, kind = "value", ...) {
  list(text = text, difference = c(
    list(kind = kind, cells = cells, shown = length(cells), total = as.integer(total)), list(...)
  ))
}

CELLS <- 20L

cell <- function(row, column, expected, got) {
  list(row = row, column = column, expected = expected, got = got)
}

# Both sides are compared as what crosses between sandboxes, so the expected value crosses too.
crossed <- function(x) decode(encode(x, number_of_remote), remote)

# `rules`: `close` (a tolerance holds), `rtol`, `atol`, `nan_equal`, `strict`.
compare <- function(got, expected, rules) {
  if (is_remote(got)) return(wrong_kind(got, expected))
  if (is.null(got) != is.null(expected)) return(wrong_kind(got, expected))
  if (is.null(expected)) return(NULL)
  if (is.data.frame(expected)) {
    if (!is.data.frame(got)) return(wrong_kind(got, expected))
    return(compare_frames(got, expected, rules, frame_rules()))
  }
  if (is.data.frame(got)) return(wrong_kind(got, expected))
  if (is.list(expected) || is.list(got)) return(compare_lists(got, expected, rules))
  compare_vectors(got, expected, rules)
}

wrong_kind <- function(got, expected) {
  problem(both(
    c("il fallait ", noun(expected)$fr, ", et c'est ", noun(got)$fr, "."),
    c("it should be ", noun(expected)$en, ", and is ", noun(got)$en, ".")
  ))
}

compare_lists <- function(got, expected, rules) {
  if (!is.list(expected) || !is.list(got)) return(wrong_kind(got, expected))
  found <- compare_lengths(got, expected)
  if (!is.null(found)) return(found)
  names <- names(expected)
  if (!is.null(names)) {
    lacking <- names[!names %in% names(got)]
    if (length(lacking) > 0L) {
      return(problem(both(
        c("il manque l'\u00e9l\u00e9ment \u00ab ", lacking[1L], " \u00bb."),
        c("the element \"", lacking[1L], "\" is missing.")
      )))
    }
    if (!rules$strict && !anyDuplicated(names)) got <- got[names]
  }
  for (i in seq_along(expected)) {
    found <- compare(got[[i]], expected[[i]], rules)
    if (is.null(found)) next
    label <- if (is.null(names) || names[i] == "") i else names[i]
    found$text <- both(c("\u00e9l\u00e9ment ", label, " : ", found$text$fr), c("element ", label, ": ", found$text$en))
    return(found)
  }
  NULL
}

compare_lengths <- function(got, expected) {
  if (length(got) == length(expected)) return(NULL)
  problem(both(
    c("il fallait ", length(expected), " valeur(s), et il y en a ", length(got), "."),
    c("there should be ", length(expected), " value(s), and there are ", length(got), ".")
  ))
}

compare_vectors <- function(got, expected, rules) {
  same <- family_of(got) == family_of(expected) || is_gap(got) || is_gap(expected)
  if (rules$strict) same <- identical(typeof(got), typeof(expected)) && identical(oldClass(got), oldClass(expected))
  if (!same) return(wrong_kind(got, expected))
  if (!is.null(dim(expected)) && !identical(as.integer(dim(got)), as.integer(dim(expected)))) {
    return(wrong_shape(got, expected))
  }
  found <- compare_lengths(got, expected)
  if (!is.null(found)) return(found)
  found <- compare_names(got, expected, rules)
  if (!is.null(found)) return(found)
  differs <- which(!agree(got, expected, rules))
  if (length(differs) == 0L) return(NULL)
  describe_differences(got, expected, differs)
}

# A logical NA, which is how R writes a missing value of any kind.
is_gap <- function(x) is.logical(x) && all(is.na(x))

wrong_shape <- function(got, expected) {
  shape <- function(x) if (is.null(dim(x))) length(x) else paste(dim(x), collapse = " \u00d7 ")
  problem(both(
    c("les dimensions devaient \u00eatre ", shape(expected), ", et ce sont ", shape(got), "."),
    c("the dimensions should be ", shape(expected), ", and are ", shape(got), ".")
  ))
}

# Names count where some are expected.
compare_names <- function(got, expected, rules) {
  wanted <- names(expected)
  if ((is.null(wanted) && !rules$strict) || identical(names(got), wanted)) return(NULL)
  problem(both(
    c("les noms devaient \u00eatre ", show_value(wanted), ", et ce sont ", show_value(names(got)), "."),
    c("the names should be ", show_value(wanted), ", and are ", show_value(names(got)), ".")
  ))
}

# Item by item.
agree <- function(got, expected, rules) {
  family <- family_of(expected)
  numeric <- family %in% c("number", "complex", "moment", "duration", "date")
  equal <- if (numeric && family_of(got) == family) {
    close_enough(plain_numbers(got), plain_numbers(expected), rules)
  } else {
    as.character(got) == as.character(expected)
  }
  if (!anyNA(equal)) return(equal)
  missing <- is.na(got) & is.na(expected)
  one_missing <- xor(is.na(got), is.na(expected))
  ifelse(missing, rules$nan_equal, ifelse(one_missing, FALSE, equal))
}

plain_numbers <- function(x) {
  if (inherits(x, "difftime")) units(x) <- "secs"
  as.vector(unclass(x))
}

close_enough <- function(got, expected, rules) {
  exact <- got == expected
  if (!rules$close) return(exact)
  rtol <- if (is.null(rules$rtol)) 1e-9 else rules$rtol
  atol <- if (is.null(rules$atol)) 1e-12 else rules$atol
  unset <- is.null(rules$rtol) && is.null(rules$atol)
  whole <- unset && is.integer(expected)
  if (whole && is.integer(got)) return(exact)
  limit <- if (whole) 1e-6 else pmax(atol, rtol * Mod(expected))
  exact | Mod(got - expected) <= limit
}

describe_differences <- function(got, expected, differs) {
  first <- differs[1L]
  if (length(expected) == 1L) {
    return(problem(both(
      c("il fallait ", show_item(expected, 1L), ", et c'est ", show_item(got, 1L), "."),
      c("it should be ", show_item(expected, 1L), ", and is ", show_item(got, 1L), ".")
    ), list(cell(both("valeur", "value"), NULL, show_item(expected, 1L), show_item(got, 1L))), 1L))
  }
  label <- function(i) if (is.null(names(expected))) paste0("[", i, "]") else names(expected)[i]
  cells <- lapply(utils::head(differs, CELLS), function(i) {
    cell(both(label(i), label(i)), NULL, show_item(expected, i), show_item(got, i))
  })
  problem(both(
    c(
      length(differs), " valeur(s) sur ", length(expected), " diff\u00e8re(nt) ; en ", label(first), ", il fallait ",
      show_item(expected, first), ", et c'est ", show_item(got, first), "."
    ),
    c(
      length(differs), " of ", length(expected), " value(s) differ; at ", label(first), " it should be ",
      show_item(expected, first), ", and is ", show_item(got, first), "."
    )
  ), cells, length(differs))
}

# Frames

frame_rules <- function(columns = NULL, ignore_row_order = FALSE, ignore_column_order = FALSE,
                        check_types = TRUE, check_row_names = FALSE) {
  list(
    columns = columns, rows_in_any_order = ignore_row_order, columns_in_any_order = ignore_column_order,
    check_types = check_types, check_row_names = check_row_names
  )
}

compare_frames <- function(got, expected, rules, frame) {
  wanted <- if (is.null(frame$columns)) names(expected) else frame$columns
  found <- compare_columns(got, expected, wanted, frame)
  if (!is.null(found)) return(found)
  got <- got[wanted]
  expected <- expected[wanted]
  if (nrow(got) != nrow(expected)) {
    return(frame_problem(got, expected, both(
      c("le tableau devait avoir ", nrow(expected), " ligne(s), et il en a ", nrow(got), "."),
      c("the table should have ", nrow(expected), " row(s), and has ", nrow(got), ".")
    )))
  }
  if (frame$check_types) for (name in wanted) {
    typed <- family_of(got[[name]]) == family_of(expected[[name]])
    if (!typed && !is_gap(got[[name]]) && !is_gap(expected[[name]])) {
      return(frame_problem(got, expected, both(
        c("la colonne \u00ab ", name, " \u00bb devait \u00eatre ", noun(expected[[name]])$fr, ", et c'est ", noun(got[[name]])$fr, "."),
        c("column \"", name, "\" should be ", noun(expected[[name]])$en, ", and is ", noun(got[[name]])$en, ".")
      )))
    }
  }
  if (frame$check_row_names && !identical(row.names(got), row.names(expected))) {
    return(frame_problem(got, expected, both(
      "les noms de lignes ne sont pas ceux attendus.", "the row names aren't those expected."
    )))
  }
  if (frame$rows_in_any_order) {
    got <- sorted_rows(got)
    expected <- sorted_rows(expected)
  }
  compare_cells(got, expected, rules, wanted)
}

frame_problem <- function(got, expected, text, cells = list(), total = 0L) {
  problem(text, cells, total, "frame",
    rows = list(expected = nrow(expected), got = nrow(got)),
    columns = list(expected = as.list(utils::head(names(expected), 50L)), got = as.list(utils::head(names(got), 50L)))
  )
}

compare_columns <- function(got, expected, wanted, frame) {
  lacking <- wanted[!wanted %in% names(got)]
  if (length(lacking) > 0L) {
    return(frame_problem(got, expected, both(
      c("il manque la colonne \u00ab ", lacking[1L], " \u00bb."), c("column \"", lacking[1L], "\" is missing.")
    )))
  }
  if (!is.null(frame$columns)) return(NULL)
  extra <- names(got)[!names(got) %in% wanted]
  if (length(extra) > 0L) {
    return(frame_problem(got, expected, both(
      c("la colonne \u00ab ", extra[1L], " \u00bb est de trop."), c("column \"", extra[1L], "\" is one too many.")
    )))
  }
  if (frame$columns_in_any_order || identical(names(got), wanted)) return(NULL)
  frame_problem(got, expected, both(
    c("les colonnes devaient \u00eatre, dans l'ordre : ", paste(wanted, collapse = ", "), "."),
    c("the columns should be, in this order: ", paste(wanted, collapse = ", "), ".")
  ))
}

# Rows by what they hold, numbers rounded so that a tolerance doesn't change their order.
sorted_rows <- function(frame) {
  keys <- lapply(frame, function(column) {
    if (is.numeric(column) && is.null(oldClass(column))) signif(column, 9) else as.character(column)
  })
  frame <- frame[do.call(order, c(unname(keys), list(method = "radix"))), , drop = FALSE]
  row.names(frame) <- NULL
  frame
}

compare_cells <- function(got, expected, rules, wanted) {
  rules$strict <- FALSE
  differs <- lapply(wanted, function(name) which(!agree(got[[name]], expected[[name]], rules)))
  total <- sum(lengths(differs))
  if (total == 0L) return(NULL)
  cells <- list()
  for (j in seq_along(wanted)) {
    for (i in utils::head(differs[[j]], CELLS - length(cells))) {
      name <- wanted[j]
      row <- both(c("ligne ", i), c("row ", i))
      cells[[length(cells) + 1L]] <- cell(row, name, show_item(expected[[name]], i), show_item(got[[name]], i))
    }
  }
  first <- cells[[1L]]
  frame_problem(got, expected, both(
    c(
      total, " case(s) diff\u00e8re(nt) ; ", first$row$fr, ", colonne \u00ab ", first$column, " \u00bb, il fallait ",
      first$expected, ", et c'est ", first$got, "."
    ),
    c(
      total, " cell(s) differ; ", first$row$en, ", column \"", first$column, "\", it should be ",
      first$expected, ", and is ", first$got, "."
    )
  ), cells, total)
}
