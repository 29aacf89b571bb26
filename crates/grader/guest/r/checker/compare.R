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

# Compares with an expected value that hasn't crossed yet; a long list in which nothing may differ needn't.
compare_crossed <- function(got, expected, rules) {
  lists <- is.list(got) && is.list(expected) && !is.object(got) && !is.object(expected)
  alike <- lists && length(got) == length(expected) && identical(names(got), names(expected))
  if (alike && !any(suspects(got, expected, rules))) return(NULL)
  compare(got, crossed(expected), rules)
}

# `rules`: `close` (a tolerance holds), `rtol`, `atol`, `nan_equal`, `strict`.
compare <- function(got, expected, rules) {
  if (is_remote(expected)) misuse("an object that stays with the submission can't be what is expected: compare what its methods give")
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
  wanted <- noun(expected)
  came <- noun(got)
  # A type of R's own is the least that tells two values of one noun apart.
  if (identical(wanted, came)) {
    wanted <- with_class(wanted, expected)
    came <- with_class(came, got)
  }
  found <- problem(both(
    c("il fallait ", wanted$fr, ", et c'est ", came$fr, "."),
    c("it should be ", wanted$en, ", and is ", came$en, ".")
  ))
  advised(found, advice_on_kind(got, expected))
}

with_class <- function(noun, x) {
  said <- paste0(" (", paste(unique(c(class(x), typeof(x))), collapse = ", "), ")")
  both(c(noun$fr, said), c(noun$en, said))
}

# A problem with one more sentence on what may be behind it.
advised <- function(found, advice) {
  if (!is.null(advice)) found$text <- sentences(found$text, advice)
  found
}

compare_lists <- function(got, expected, rules) {
  if (!is.list(expected) || !is.list(got)) return(wrong_kind(got, expected))
  found <- compare_lengths(got, expected)
  if (!is.null(found)) return(found)
  names <- names(expected)
  if (!is.null(names)) {
    names(got) <- composed_names(names(got))
    names <- names(expected) <- composed_names(names)
    lacking <- names[!names %in% names(got)]
    if (length(lacking) > 0L) {
      return(advised(problem(both(
        c("il manque l'\u00e9l\u00e9ment \u00ab ", lacking[1L], " \u00bb."),
        c("the element \"", lacking[1L], "\" is missing.")
      )), did_you_mean(lacking[1L], setdiff(names(got), names))))
    }
    if (!rules$strict && !anyDuplicated(names)) got <- got[names]
  }
  for (i in seq_along(expected)[suspects(got, expected, rules)]) {
    found <- compare(got[[i]], expected[[i]], rules)
    if (is.null(found)) next
    label <- if (is.null(names) || names[i] == "") i else names[i]
    found$text <- both(c("\u00e9l\u00e9ment ", label, " : ", found$text$fr), c("element ", label, ": ", found$text$en))
    return(found)
  }
  NULL
}

# The items of two lists of one length that may differ: those found by comparing them as vectors, where both hold
# single values of one type, and else all of them.
suspects <- function(got, expected, rules) {
  if (length(expected) < 20L) return(TRUE)
  if (rules$nan_equal && identical(got, expected)) return(FALSE)
  flat <- list(flat_list(got), flat_list(expected))
  if (is.null(flat[[1L]]) || is.null(flat[[2L]]) || family_of(flat[[1L]]) != family_of(flat[[2L]])) return(TRUE)
  if (rules$strict && typeof(flat[[1L]]) != typeof(flat[[2L]])) return(TRUE)
  !agree(flat[[1L]], flat[[2L]], rules)
}

# A list of single values of one type as a vector; NULL of any other list. Turned back, the vector is the list only if
# nothing was coerced or left out.
flat_list <- function(x) {
  x <- unname(x)
  if (!all(lengths(x) == 1L)) return(NULL)
  vector <- unlist(x)
  if (is.atomic(vector) && identical(as.list(vector), x)) vector
}

compare_lengths <- function(got, expected) {
  if (length(got) == length(expected)) return(NULL)
  problem(both(
    c("il fallait ", counted(length(expected), "valeur")$fr, ", et il y en a ", length(got), "."),
    c("there should be ", counted(length(expected), "value")$en, ", and there ", if (length(got) == 1L) "is " else "are ", length(got), ".")
  ))
}

counted <- function(count, word) {
  both(c(count, " ", word, if (count > 1) "s"), c(count, " ", word, if (count != 1) "s"))
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

# Missing values alone: a logical NA, which is how R writes one of any kind, or a single missing date or time, which
# cross as one.
is_gap <- function(x) {
  all(is.na(x)) && (is.logical(x) || (length(x) == 1L && family_of(x) %in% c("moment", "date", "duration")))
}

wrong_shape <- function(got, expected) {
  shape <- function(x) if (is.null(dim(x))) length(x) else paste(dim(x), collapse = " \u00d7 ")
  problem(both(
    c("les dimensions devaient \u00eatre ", shape(expected), ", et ce sont ", shape(got), "."),
    c("the dimensions should be ", shape(expected), ", and are ", shape(got), ".")
  ))
}

# Names count where some are expected.
compare_names <- function(got, expected, rules) {
  wanted <- composed_names(names(expected))
  if ((is.null(wanted) && !rules$strict) || identical(composed_names(names(got)), wanted)) return(NULL)
  came <- names(got)
  if (is.null(came)) {
    return(problem(both(
      c("il fallait les noms ", show_value(wanted), ", et il n'y en a pas."),
      c("the names should be ", show_value(wanted), ", and there are none.")
    )))
  }
  shown <- list(expected = show_value(wanted), got = show_value(came))
  differs <- which(composed_names(came) != wanted)
  if (looks(shown$expected) == looks(shown$got) && length(differs) > 0L) {
    shown <- shown_apart(wanted, came, differs[1L])
  }
  problem(both(
    c("les noms devaient \u00eatre ", shown$expected, ", et ce sont ", shown$got, "."),
    c("the names should be ", shown$expected, ", and are ", shown$got, ".")
  ))
}

# Item by item. What is of another kind never agrees: a text that reads as a number isn't one.
agree <- function(got, expected, rules) {
  family <- family_of(expected)
  numeric <- family %in% c("number", "complex", "moment", "duration", "date")
  equal <- if (numeric && family_of(got) == family) {
    close_enough(plain_numbers(got), plain_numbers(expected), rules)
  } else if (comparable(got, expected)) {
    as.character(got) == as.character(expected)
  } else {
    ifelse(is.na(got) | is.na(expected), NA, FALSE)
  }
  if (!anyNA(equal)) return(equal)
  missing <- is.na(got) & is.na(expected)
  one_missing <- xor(is.na(got), is.na(expected))
  ifelse(missing, rules$nan_equal, ifelse(one_missing, FALSE, equal))
}

# Kinds whose values can be the same: those of one family, texts and factors, and gaps.
comparable <- function(got, expected) {
  families <- c(family_of(got), family_of(expected))
  families[1L] == families[2L] || all(families %in% c("text", "factor")) || is_gap(got) || is_gap(expected)
}

plain_numbers <- function(x) {
  if (inherits(x, "difftime")) units(x) <- "secs"
  as.vector(unclass(x))
}

# The default for numbers near zero: what rounding leaves in the place of a zero, and less than any result that means
# something. Where zero itself is expected there is nothing to compare the rest with, and more is let pass.
NEAR_ZERO <- 1e-15
FOR_ZERO <- 1e-12

close_enough <- function(got, expected, rules) {
  exact <- got == expected
  if (!rules$close) return(exact)
  unset <- is.null(rules$rtol) && is.null(rules$atol)
  whole <- unset && is.integer(expected)
  if (whole && is.integer(got)) return(exact)
  rtol <- if (is.null(rules$rtol)) 1e-9 else rules$rtol
  atol <- if (!is.null(rules$atol)) rules$atol else if (unset) ifelse(Mod(expected) > 0, NEAR_ZERO, FOR_ZERO) else 0
  limit <- if (whole) 1e-6 else pmax(atol, rtol * Mod(expected))
  exact | Mod(got - expected) <= limit
}

describe_differences <- function(got, expected, differs) {
  first <- differs[1L]
  advice <- advice_on_values(got, expected, differs)
  if (length(expected) == 1L) {
    shown <- shown_apart(expected, got, 1L)
    return(advised(problem(both(
      c("il fallait ", shown$expected, ", et c'est ", shown$got, "."),
      c("it should be ", shown$expected, ", and is ", shown$got, ".")
    ), list(cell(both("valeur", "value"), NULL, shown$expected, shown$got)), 1L), advice))
  }
  label <- function(i) if (is.null(names(expected))) paste0("[", i, "]") else names(expected)[i]
  cells <- lapply(utils::head(differs, CELLS), function(i) {
    shown <- shown_apart(expected, got, i)
    cell(both(label(i), label(i)), NULL, shown$expected, shown$got)
  })
  count <- length(differs)
  advised(problem(both(
    c(
      counted(count, "valeur")$fr, " sur ", length(expected), if (count > 1L) " diff\u00e8rent" else " diff\u00e8re", " ; en ", label(first), ", il fallait ",
      cells[[1L]]$expected, ", et c'est ", cells[[1L]]$got, "."
    ),
    c(
      count, " of ", counted(length(expected), "value")$en, if (count > 1L) " differ" else " differs", "; at ", label(first), " it should be ",
      cells[[1L]]$expected, ", and is ", cells[[1L]]$got, "."
    )
  ), cells, count), advice)
}
