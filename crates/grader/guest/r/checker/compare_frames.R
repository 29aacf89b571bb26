# Comparing data frames, in the order of the explanations: columns, rows, types, values.

frame_rules <- function(columns = NULL, ignore_row_order = FALSE, ignore_column_order = FALSE,
                        check_types = TRUE, check_row_names = FALSE) {
  list(
    columns = columns, rows_in_any_order = ignore_row_order, columns_in_any_order = ignore_column_order,
    check_types = check_types, check_row_names = check_row_names
  )
}

compare_frames <- function(got, expected, rules, frame) {
  names(got) <- composed_names(names(got))
  names(expected) <- composed_names(names(expected))
  wanted <- if (is.null(frame$columns)) names(expected) else composed_names(frame$columns)
  found <- compare_columns(got, expected, wanted, frame)
  if (!is.null(found)) return(found)
  got <- got[wanted]
  expected <- expected[wanted]
  if (nrow(got) != nrow(expected)) {
    return(frame_problem(got, expected, both(
      c("le tableau devait avoir ", counted(nrow(expected), "ligne")$fr, ", et il en a ", nrow(got), "."),
      c("the table should have ", counted(nrow(expected), "row")$en, ", and has ", nrow(got), ".")
    )))
  }
  for (name in wanted) {
    one <- got[[name]]
    other <- expected[[name]]
    typed <- if (frame$check_types) family_of(one) == family_of(other) || is_gap(one) || is_gap(other) else comparable(one, other)
    if (!typed) {
      found <- frame_problem(got, expected, both(
        c("la colonne \u00ab ", name, " \u00bb devait \u00eatre ", noun(other)$fr, ", et c'est ", noun(one)$fr, "."),
        c("column \"", name, "\" should be ", noun(other)$en, ", and is ", noun(one)$en, ".")
      ))
      return(advised(found, advice_on_kind(one, other)))
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
  others <- setdiff(names(got), wanted)
  if (length(lacking) > 0L) {
    text <- if (length(lacking) == 1L) both(
      c("il manque la colonne ", quoted_fr(lacking), "."), c("column ", quoted_en(lacking), " is missing.")
    ) else both(
      c("il manque les colonnes ", quoted_fr(lacking), "."), c("the columns ", quoted_en(lacking), " are missing.")
    )
    return(advised(frame_problem(got, expected, text), advice_on_columns(got, lacking, others)))
  }
  if (!is.null(frame$columns)) return(NULL)
  if (length(others) > 0L) {
    return(frame_problem(got, expected, if (length(others) == 1L) both(
      c("la colonne ", quoted_fr(others), " est de trop."), c("column ", quoted_en(others), " is one too many.")
    ) else both(
      c("les colonnes ", quoted_fr(others), " sont de trop."), c("the columns ", quoted_en(others), " are too many.")
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
      shown <- shown_apart(expected[[name]], got[[name]], i)
      cells[[length(cells) + 1L]] <- cell(row, name, shown$expected, shown$got)
    }
  }
  first <- cells[[1L]]
  column <- which(lengths(differs) > 0L)[1L]
  advice <- advice_on_values(got[[wanted[column]]], expected[[wanted[column]]], differs[[column]])
  advised(frame_problem(got, expected, both(
    c(
      counted(total, "case")$fr, if (total > 1L) " diff\u00e8rent" else " diff\u00e8re", " ; ", first$row$fr, ", colonne \u00ab ", first$column,
      " \u00bb, il fallait ", first$expected, ", et c'est ", first$got, "."
    ),
    c(
      counted(total, "cell")$en, if (total > 1L) " differ" else " differs", "; ", first$row$en, ", column \"", first$column,
      "\", it should be ", first$expected, ", and is ", first$got, "."
    )
  ), cells, total), advice)
}
