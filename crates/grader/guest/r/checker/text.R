# Sentences in French and English, and values as a learner reads them.

both <- function(fr, en) list(fr = paste0(fr, collapse = ""), en = paste0(en, collapse = ""))

# A text of the trainer's: one for both languages, or one each.
bilingual <- function(text) {
  if (is.null(text)) return(NULL)
  if (is.character(text) && length(text) == 1L) return(both(text, text))
  if (is.list(text) && all(c("fr", "en") %in% names(text))) return(both(text$fr, text$en))
  misuse("a text must be a string, or list(fr = \"...\", en = \"...\")")
}

# Sentences one after the other; NULL where there is nothing to say.
sentences <- function(...) {
  parts <- Filter(Negate(is.null), list(...))
  both(
    paste(vapply(parts, `[[`, "", "fr"), collapse = " "),
    paste(vapply(parts, `[[`, "", "en"), collapse = " ")
  )
}

capital <- function(text) {
  text$fr <- paste0(toupper(substr(text$fr, 1, 1)), substring(text$fr, 2))
  text$en <- paste0(toupper(substr(text$en, 1, 1)), substring(text$en, 2))
  text
}

SHOWN <- 80L

shorten <- function(text) {
  text <- paste(text, collapse = " ")
  if (nchar(text) > SHOWN) paste0(substr(text, 1L, SHOWN - 1L), "\u2026") else text
}

# A value on one line, as R code would write it.
show_value <- function(x) {
  if (is_remote(x)) return(paste0("<", class_of_remote(x), ">"))
  if (is.data.frame(x)) return(paste0("data.frame (", nrow(x), " \u00d7 ", ncol(x), ")"))
  if (is.factor(x)) x <- as.character(x)
  if (inherits(x, "POSIXct")) return(shorten(paste0(format(x), shown_zone(x))))
  if (inherits(x, c("Date", "difftime"))) return(shorten(format(x)))
  if (is.null(x)) return("NULL")
  if (length(x) > 20L) x <- x[1:20]
  shorten(deparse(unname_single(x), width.cutoff = 500L, control = NULL))
}

unname_single <- function(x) if (length(x) == 1L) unname(x) else x

# One item of a vector.
show_item <- function(x, i) {
  item <- unname(x[i])
  if (is.list(item)) return(show_value(item[[1L]]))
  if (is.factor(item)) item <- as.character(item)
  if (is.character(item)) return(if (is.na(item)) "NA" else shorten(dQuote(item, FALSE)))
  if (is.numeric(item) && is.null(oldClass(item))) return(format(item, digits = 12))
  if (inherits(item, "POSIXct")) return(shorten(paste0(format(item), shown_zone(item))))
  shorten(format(item))
}

# The zone of a time, unless it has none: two clocks that show the same aren't at the same time.
shown_zone <- function(x) {
  zone <- attr(x, "tzone", exact = TRUE)[1L]
  if (is.null(zone) || is.na(zone) || zone == "" || all(is.na(x))) "" else paste0(" (", zone, ")")
}

# One item of each of two vectors that differ there, in words that differ too.
shown_apart <- function(expected, got, i) {
  shown <- list(expected = show_item(expected, i), got = show_item(got, i))
  if (looks(shown$expected) != looks(shown$got)) return(shown)
  one <- unname(expected[i])
  other <- unname(got[i])
  if (is.list(one) || is.list(other)) return(shown)
  if (is.factor(one)) one <- as.character(one)
  if (is.factor(other)) other <- as.character(other)
  if (is.character(one) && is.character(other)) {
    return(list(expected = paste0(shown$expected, codes_at(one, other)), got = paste0(shown$got, codes_at(other, one))))
  }
  if (is.numeric(one) && is.numeric(other) && is.null(oldClass(one)) && is.null(oldClass(other))) {
    shown <- list(expected = format(one, digits = 17), got = format(other, digits = 17))
    if (shown$expected != shown$got) return(shown)
  }
  list(expected = paste0(shown$expected, " (", class(one)[1L], ")"), got = paste0(shown$got, " (", class(other)[1L], ")"))
}

# The first character that differs between two texts that look alike: its code, and its place.
codes_at <- function(text, other) {
  codes <- utf8ToInt(enc2utf8(text))
  others <- utf8ToInt(enc2utf8(other))
  count <- min(length(codes), length(others))
  place <- which(codes[seq_len(count)] != others[seq_len(count)])
  place <- if (length(place) > 0L) place[1L] else count + 1L
  if (place > length(codes)) sprintf(" [%d]", length(codes)) else sprintf(" [%d: U+%04X]", place, codes[place])
}

# What a value is, with its article.
noun <- function(x) {
  if (is_remote(x)) return(noun_of_remote(class_of_remote(x)))
  if (is.null(x)) return(both("NULL", "NULL"))
  if (is_figure(x)) return(both("une figure", "a figure"))
  if (is.data.frame(x)) return(both("un data.frame", "a data frame"))
  if (is.factor(x)) return(both("un facteur", "a factor"))
  if (inherits(x, "Date")) return(both("des dates (Date)", "dates (Date)"))
  if (inherits(x, "POSIXct")) return(both("des dates et heures (POSIXct)", "dates and times (POSIXct)"))
  if (inherits(x, "difftime")) return(both("des dur\u00e9es (difftime)", "durations (difftime)"))
  if (is.list(x)) return(both("une liste", "a list"))
  if (is.matrix(x)) return(both(c("une matrice ", kind_of(x)$fr), c("a matrix ", kind_of(x)$en)))
  kind <- kind_of(x)
  if (length(x) == 1L) both(kind$one_fr, kind$one_en) else both(c("un vecteur ", kind$fr), c("a vector ", kind$en))
}

noun_of_remote <- function(class_name) {
  switch(class_name,
    "function" = both("une fonction", "a function"),
    data.frame = both("un data.frame dont une colonne n'est pas un simple vecteur", "a data frame with a column that isn't a plain vector"),
    both(c("un objet de classe ", class_name), c("an object of class ", class_name))
  )
}

quoted_fr <- function(names) some_of(paste0("\u00ab ", names, " \u00bb"), "\u2026")
quoted_en <- function(names) some_of(paste0("\"", names, "\""), "\u2026")
some_of <- function(texts, more) paste(c(utils::head(texts, 8L), if (length(texts) > 8L) more), collapse = ", ")

did_you_mean <- function(name, names) {
  near <- nearest(name, names, 0.5)
  if (is.null(near)) return(NULL)
  # A space or a sign that can't be seen is shown by its code.
  if (looks(near) == looks(name)) near <- paste0(near, codes_at(near, name))
  both(c("Est-ce \u00ab ", near, " \u00bb, \u00e0 renommer ?"), c("Is it \"", near, "\", to be renamed?"))
}

# A text as it looks: without what can't be seen, and with one letter for those that are drawn alike.
looks <- function(text) {
  text <- gsub("[\u00a0\u202f\u2009 ]+", " ", trimws(composed(text), whitespace = "[ \t\r\n\u00a0\u202f]"))
  text <- gsub(" +\"", "\"", gsub("\" +", "\"", text))
  chartr(DRAWN_ALIKE, LATIN_LETTERS, gsub("[\u2013\u2014\u2010]", "-", gsub("[\u200b\u00ad\ufeff]", "", text)))
}

DRAWN_ALIKE <- "\u0430\u0435\u043e\u0440\u0441\u0443\u0445\u0456\u0410\u0412\u0415\u041a\u041c\u041d\u041e\u0420\u0421\u0422\u0425\u03bf\u0391\u0392\u0395\u0397\u0399\u039a\u039c\u039d\u039f\u03a1\u03a4\u03a7\u0396\u2019\u2018"
LATIN_LETTERS <- "aeopcyxiABEKMHOPCTXoABEHIKMNOPTXZ''"

composed_names <- function(names) if (is.null(names)) NULL else composed(names)

kind_of <- function(x) {
  kind <- function(fr, en, one_fr, one_en) list(fr = fr, en = en, one_fr = one_fr, one_en = one_en)
  switch(family_of(x),
    number = kind("de nombres", "of numbers", "un nombre", "a number"),
    text = kind("de textes", "of texts", "un texte", "a text"),
    logical = kind("de valeurs logiques", "of logical values", "une valeur logique", "a logical value"),
    complex = kind("de complexes", "of complex numbers", "un nombre complexe", "a complex number"),
    kind("d'octets", "of bytes", "un octet", "a byte")
  )
}

# Kinds that never equal one another; whole numbers and others do.
family_of <- function(x) {
  if (is.factor(x)) return("factor")
  if (inherits(x, "Date")) return("date")
  if (inherits(x, "POSIXct")) return("moment")
  if (inherits(x, "difftime")) return("duration")
  switch(typeof(x), integer = , double = "number", character = "text", typeof(x))
}
