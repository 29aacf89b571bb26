# What may be behind a value that isn't right. None of these accuses: each is said only where what came shows it.

# Whether the submission is in R: advice names functions of its language.
in_r <- function() is.null(registry$language) || identical(registry$language, "r")

advice_on_kind <- function(got, expected) {
  if (!in_r()) return(NULL)
  if (is.null(got)) return(advice_on_null())
  if (is_remote(got)) return(advice_on_remote(got, expected))
  came <- if (is.list(got)) "list" else family_of(got)
  wanted <- if (is.list(expected)) "list" else family_of(expected)
  if (is.data.frame(got) && !is.data.frame(expected)) return(REMEDIES$column)
  if (came == "list" && !is.data.frame(expected) && wanted != "list") return(REMEDIES$unlist)
  if (came %in% c("text", "factor") && wanted == "number") return(advice_on_number(as.character(got), came))
  if (came %in% c("text", "factor") && wanted == "date") return(REMEDIES$date)
  if (came %in% c("text", "factor") && wanted == "moment") return(REMEDIES$moment)
  if (came == "number" && wanted == "text") return(REMEDIES$text)
  if (came == "moment" && wanted == "date") return(REMEDIES$day)
  if (came == "factor" && wanted == "text") return(REMEDIES$unfactor)
  if (came == "text" && wanted == "factor") return(REMEDIES$factor)
  NULL
}

# Texts where numbers should be: what keeps them from being read as numbers.
advice_on_number <- function(texts, came) {
  texts <- trimws(texts[!is.na(texts)])
  if (length(texts) > 0L && all(grepl("^[-+]?[0-9 \u00a0\u202f]*,[0-9]+ *[%\u20ac]?$|^[-+]?[0-9]+$", texts)) && any(grepl(",", texts, fixed = TRUE))) {
    return(REMEDIES$comma)
  }
  if (any(grepl("^[-+]?[0-9][0-9 \u00a0\u202f.]*[%\u20ac]$", texts))) return(REMEDIES$units)
  if (came == "factor") REMEDIES$numbers_of_factor else REMEDIES$number
}

advice_on_remote <- function(got, expected) {
  if (class_of_remote(got) == "function") return(REMEDIES$called)
  if (class_of_remote(got) != "data.frame" || !is.data.frame(expected)) return(NULL)
  columns <- columns_of_remote(got)
  if (is.null(columns)) return(NULL)
  names <- unlist(columns$names)
  twice <- names[duplicated(names)]
  if (length(twice) > 0L) {
    return(both(
      c("Deux colonnes s'appellent ", quoted_fr(twice[1L]), "."), c("Two columns are called ", quoted_en(twice[1L]), ".")
    ))
  }
  odd <- which(unlist(columns$odd))
  if (length(odd) == 0L) return(NULL)
  both(
    c("La colonne ", quoted_fr(names[odd[1L]]), " contient un objet de classe ", columns$classes[[odd[1L]]], " : faites-en des colonnes simples, par exemple avec `do.call(data.frame, tableau)`."),
    c("Column ", quoted_en(names[odd[1L]]), " holds an object of class ", columns$classes[[odd[1L]]], ": make plain columns of it, for example by `do.call(data.frame, table)`.")
  )
}

# A function that gave NULL, most often for printing its answer.
advice_on_null <- function() {
  body <- body_of_called()
  if (is.null(body)) return(NULL)
  while (is.call(body) && identical(body[[1L]], as.name("{")) && length(body) > 1L) body <- body[[length(body)]]
  head <- if (is.call(body) && is.name(body[[1L]])) as.character(body[[1L]]) else ""
  if (head %in% c("cat", "message", "writeLines")) {
    return(both(
      c("Votre fonction affiche sa r\u00e9ponse avec `", head, "` au lieu de la rendre : terminez-la par la valeur elle-m\u00eame."),
      c("Your function prints its answer with `", head, "` instead of returning it: end it with the value itself.")
    ))
  }
  if (head %in% c("for", "while", "repeat")) return(if (calls_any(body, c("print", "cat", "message"))) REMEDIES$loop_prints else REMEDIES$loop)
  if (head == "if" && length(body) == 3L) return(REMEDIES$no_else)
  NULL
}

calls_any <- function(code, names) any(all.names(code) %in% names)

advice_on_columns <- function(got, lacking, others) {
  came <- names(got)
  if (in_r() && length(came) == 1L && all(vapply(lacking, function(name) grepl(plain_name(name), plain_name(gsub("[^[:alnum:]]", "", came)), fixed = TRUE), TRUE)) && nchar(came) > max(nchar(lacking))) {
    return(both(
      c("Il n'y a qu'une colonne, ", quoted_fr(came), " : le fichier n'est pas coup\u00e9 au bon s\u00e9parateur. Essayez `read.csv2(\u2026)`, ou `sep = \";\"`."),
      c("There is a single column, ", quoted_en(came), ": the file isn't cut at the right separator. Try `read.csv2(\u2026)`, or `sep = \";\"`.")
    ))
  }
  if (in_r() && any(grepl("^(\u00ef\\.\\.|X\\.U\\.FEFF\\.|\ufeff|X\\.\\.\\.)", others))) return(REMEDIES$bom)
  near <- did_you_mean(lacking[1L], others)
  if (!is.null(near)) return(near)
  if (length(came) == 0L) return(NULL)
  both(c("Il y a ", quoted_fr(came), "."), c("There is ", quoted_en(came), "."))
}

# One sentence that explains all the wrong values, or nothing.
advice_on_values <- function(got, expected, differs) {
  families <- c(family_of(got), family_of(expected))
  got <- got[differs]
  expected <- expected[differs]
  if (anyNA(got) || anyNA(expected)) return(NULL)
  if (all(families %in% c("text", "factor"))) return(advice_on_texts(as.character(got), as.character(expected)))
  if (all(families == "moment")) return(advice_on_moments(got, expected))
  if (all(families == "number")) return(advice_on_numbers(as.double(got), as.double(expected)))
  NULL
}

advice_on_texts <- function(got, expected) {
  bare <- function(texts) trimws(texts, whitespace = "[ \t\r\n\u00a0\u202f\u2009]")
  if (all(bare(got) == bare(expected))) return(REMEDIES$ends)
  if (all(gsub("[[:space:]\u00a0\u202f\u2009]+", " ", got) == gsub("[[:space:]\u00a0\u202f\u2009]+", " ", expected))) return(REMEDIES$space_kinds)
  if (all(tolower(got) == tolower(expected))) return(REMEDIES$case)
  if (all(composed(got) == composed(expected))) return(REMEDIES$composition)
  plain <- function(texts) chartr(ACCENTED, WITHOUT_ACCENTS, tolower(composed(texts)))
  if (all(plain(got) == plain(expected))) return(REMEDIES$accents)
  if (in_r() && all(is_mistaken(got))) return(REMEDIES$mistaken)
  if (any(grepl("[\u0400-\u04ff\u0370-\u03ff]", got, perl = TRUE) & !grepl("[\u0400-\u04ff\u0370-\u03ff]", expected, perl = TRUE))) return(REMEDIES$alphabet)
  NULL
}

# UTF-8 read as Latin-1.
is_mistaken <- function(texts) grepl("[\u00c3\u00c2][\u0080-\u00bf\u2018-\u2122\u0152-\u0178]", texts, perl = TRUE)

advice_on_moments <- function(got, expected) {
  clocks <- function(x) format(x, "%Y-%m-%d %H:%M:%S")
  if (all(clocks(got) == clocks(expected))) {
    zone <- attr(expected, "tzone", exact = TRUE)[1L]
    if (is.null(zone) || zone == "" || !in_r()) return(REMEDIES$zones)
    return(both(
      c("Les horloges montrent la m\u00eame heure, mais dans un autre fuseau : donnez `tz = \"", zone, "\"`."),
      c("The clocks show the same time, but in another time zone: give `tz = \"", zone, "\"`.")
    ))
  }
  gaps <- unique(as.double(got) - as.double(expected))
  if (length(gaps) == 1L && gaps %% 900 == 0 && abs(gaps) <= 50400) REMEDIES$shift else NULL
}

advice_on_numbers <- function(got, expected) {
  if (!all(is.finite(got)) || !all(is.finite(expected)) || any(expected == 0)) return(NULL)
  near <- function(one, other) all(abs(one - other) <= 1e-9 * abs(other))
  if (near(got, -expected)) return(REMEDIES$sign)
  if (near(got, 100 * expected) || near(100 * got, expected)) return(REMEDIES$hundred)
  for (digits in 0:6) {
    if (all(got == round(got, digits)) && all(round(expected, digits) == got) && all(abs(got - expected) <= 0.01 * abs(expected))) return(REMEDIES$rounded)
  }
  NULL
}
