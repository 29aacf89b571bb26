# The languages of dates: English, as R starts here, and French for whoever sets it. The C library of this machine
# takes the name of any locale and goes on in English; what `Sys.setlocale` gives here is what holds. Texts are sorted
# by the host, alike for both languages, or by their bytes ("C").

spoken <- new.env(parent = emptyenv())
spoken$time <- "en_US.UTF-8"
spoken$collate <- "en_US.UTF-8"

CATEGORIES <- c(
  LC_CTYPE = "en_US.UTF-8", LC_NUMERIC = "C", LC_TIME = "en_US.UTF-8", LC_COLLATE = "en_US.UTF-8", LC_MONETARY = "C",
  LC_MESSAGES = "C", LC_PAPER = "C", LC_NAME = "C", LC_ADDRESS = "C", LC_TELEPHONE = "C", LC_MEASUREMENT = "C",
  LC_IDENTIFICATION = "C"
)

take_over_locale <- function() {
  for (name in c("format.POSIXlt", "strptime", "iconv", "Sys.setlocale")) own[[name]] <- get(name, baseenv())
  replace_in_base(list(
    Sys.setlocale = set_locale, Sys.getlocale = get_locale, iconv = convert_text,
    format.POSIXlt = beginning_with(own$format.POSIXlt, quote(format <- french_format(format, x))),
    strptime = beginning_with(own$strptime, quote(x <- unfrench(x, format)))
  ))
  base <- asNamespace("base")
  registerS3method("format", "POSIXlt", get("format.POSIXlt", baseenv()), base)
}

# R's function with a line of ours before its first one, where our functions are seen.
beginning_with <- function(original, line) {
  line[[3L]][[1L]] <- get(as.character(line[[3L]][[1L]]), parent.frame())
  body(original) <- call("{", line, body(original))
  original
}

set_locale <- function(category = "LC_ALL", locale = "") {
  language <- language_of(locale)
  refused <- function() {
    warning("OS reports request to set locale to \"", locale, "\" cannot be honored", call. = FALSE)
    ""
  }
  if (!category %in% c("LC_ALL", names(CATEGORIES))) stop("invalid 'category' argument")
  if (is.null(language)) return(refused())
  named <- switch(language, default = "en_US.UTF-8", C = "C", locale)
  switch(category,
    LC_ALL = {
      spoken$time <- part_of(locale, "LC_TIME", named)
      sort_as(part_of(locale, "LC_COLLATE", named))
      get_locale()
    },
    LC_TIME = spoken$time <- named,
    LC_COLLATE = sort_as(named),
    # Texts are UTF-8, whatever the language.
    LC_CTYPE = if (grepl("1252|8859|latin", locale, ignore.case = TRUE)) refused() else CATEGORIES[["LC_CTYPE"]],
    # Everything else goes on in the only way it knows.
    if (language %in% c("C", "default")) "C" else refused()
  )
}

# The C library keeps the name, and the host asks it.
sort_as <- function(locale) {
  own$Sys.setlocale("LC_COLLATE", locale)
  spoken$collate <- locale
}

get_locale <- function(category = "LC_ALL") {
  now <- CATEGORIES
  now[["LC_TIME"]] <- spoken$time
  now[["LC_COLLATE"]] <- spoken$collate
  if (category == "LC_ALL") paste(names(now), now, sep = "=", collapse = ";") else if (category %in% names(now)) now[[category]] else ""
}

language_of <- function(locale) {
  if (!is.character(locale) || length(locale) != 1L || is.na(locale)) stop("invalid 'locale' argument")
  if (locale == "") return("default")
  if (locale %in% c("C", "POSIX", "C.UTF-8", "C.utf8")) return("C")
  if (grepl("^(fr|french)([_.@ -]|$)", locale, ignore.case = TRUE)) return("fr")
  if (grepl("^(en|english)([_.@ -]|$)", locale, ignore.case = TRUE)) return("en")
  # The whole of `Sys.getlocale()`, given back.
  if (grepl("LC_TIME=", locale, fixed = TRUE)) return(language_of(part_of(locale, "LC_TIME", "C")))
  NULL
}

part_of <- function(locale, category, named) {
  pattern <- paste0(".*", category, "=([^;]*).*")
  if (grepl(pattern, locale)) sub(pattern, "\\1", locale) else named
}

in_french <- function() identical(language_of(spoken$time), "fr")

FRENCH <- list(
  B = c("janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"),
  b = c("janv.", "févr.", "mars", "avril", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc."),
  A = c("dimanche", "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi"),
  a = c("dim.", "lun.", "mar.", "mer.", "jeu.", "ven.", "sam.")
)
ENGLISH_DAYS <- c("Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday")

# A format with the French names put in, for each moment its own.
french_format <- function(format, x) {
  if (!in_french() || !is.character(format) || !any(grepl("%[aAbBhcx]", format))) return(format)
  format <- gsub("%h", "%b", gsub("%x", "%d/%m/%Y", gsub("%c", "%a %d %b %Y %T", format, fixed = TRUE), fixed = TRUE), fixed = TRUE)
  count <- max(length(x), length(format))
  format <- rep_len(format, count)
  put <- function(format, sign, names, which) {
    which <- rep_len(which, count)
    for (i in seq_along(names)) {
      here <- which(which == i - 1L)
      format[here] <- gsub(paste0("%", sign), names[i], format[here], fixed = TRUE)
    }
    format
  }
  x <- unclass(x)
  for (sign in c("B", "b")) format <- put(format, sign, FRENCH[[sign]], x$mon)
  for (sign in c("A", "a")) format <- put(format, sign, FRENCH[[sign]], x$wday)
  format
}

# Texts with French names, with the English ones that R reads.
unfrench <- function(x, format) {
  if (!in_french() || !any(grepl("%[aAbBh]", format))) return(x)
  x <- as.character(x)
  replace <- function(x, long, short, english) {
    for (i in seq_along(english)) {
      name <- paste0("(?i)(?<![\\p{L}])(", long[i], "|", sub(".", "\\.?", short[i], fixed = TRUE), ")(?![\\p{L}])")
      x <- gsub(name, english[i], x, perl = TRUE)
    }
    x
  }
  if (any(grepl("%[bBh]", format))) x <- replace(x, FRENCH$B, FRENCH$b, month.name)
  if (any(grepl("%[aA]", format))) x <- replace(x, FRENCH$A, FRENCH$a, ENGLISH_DAYS)
  x
}

# The C library of this machine writes `*` for a letter that an encoding lacks, without a word. On a desk it is a missing
# value, what `sub` says, or with `//TRANSLIT` the letter without its accent.
convert_text <- function(x, from = "", to = "", sub = NA, mark = TRUE, toRaw = FALSE) {
  plain <- sub("//.*$", "", to)
  if (is.list(x) || toRaw || !is_narrow(plain)) return(own$iconv(x, from, to, sub, mark, toRaw))
  texts <- own$iconv(as.character(x), from, "UTF-8")
  written <- own$iconv(texts, "UTF-8", plain, NA, mark)
  lost <- !is.na(texts) & is_lost(texts, written, plain)
  if (any(lost)) {
    kept <- if (grepl("//TRANSLIT", to, ignore.case = TRUE)) in_signs(transliterated(texts[lost]), plain, function(sign) "?")
    else if (is.na(sub)) NA_character_
    else in_signs(texts[lost], plain, function(sign) substituted(sign, sub))
    written[lost] <- own$iconv(kept, "UTF-8", plain, NA, mark)
  }
  # What isn't text in `from` is R's own affair.
  odd <- is.na(texts) & !is.na(as.character(x))
  if (any(odd)) written[odd] <- own$iconv(as.character(x)[odd], from, plain, sub, mark)
  attributes(written) <- attributes(x)
  written
}

# Encodings that don't have every letter.
is_narrow <- function(name) grepl("ascii|646|8859|latin|windows|cp?12|cp?8|^1252$|mac", name, ignore.case = TRUE)

is_lost <- function(texts, written, encoding) {
  back <- own$iconv(written, encoding, "UTF-8")
  is.na(back) | enc2utf8(back) != enc2utf8(texts)
}

# Texts with something else in the place of each sign that an encoding lacks.
in_signs <- function(texts, encoding, instead) {
  vapply(strsplit(texts, ""), function(signs) {
    lost <- is_lost(signs, own$iconv(signs, "UTF-8", encoding), encoding)
    signs[lost] <- vapply(signs[lost], instead, "")
    paste(signs, collapse = "")
  }, "")
}

substituted <- function(sign, sub) {
  bytes <- charToRaw(sign)
  code <- utf8ToInt(sign)
  switch(sub,
    byte = paste0("<", bytes, ">", collapse = ""),
    Unicode = sprintf("<U+%04X>", code),
    c99 = if (code > 0xffff) sprintf("\\U%08x", code) else sprintf("\\u%04x", code),
    strrep(sub, length(bytes))
  )
}

transliterated <- function(texts) {
  texts <- composed(texts)
  texts <- chartr(LETTERS_WITH, LETTERS_WITHOUT, texts)
  for (i in seq_along(SIGNS_OF_SEVERAL)) texts <- gsub(names(SIGNS_OF_SEVERAL)[i], SIGNS_OF_SEVERAL[[i]], texts, fixed = TRUE)
  texts
}

LETTERS_WITH <- "àáâãäåçèéêëìíîïñòóôõöøùúûüýÿÀÁÂÃÄÅÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØÙÚÛÜÝŸšžŠŽłŁāēīōūăąćčďđęěğńňőřśşťůűźż’‘\u00a0\u202f\u2009‚"
LETTERS_WITHOUT <- "aaaaaaceeeeiiiinoooooouuuuyyAAAAAACEEEEIIIINOOOOOOUUUUYYszSZlLaeiouaaccddeegnnorsstuuzz''   ,"
SIGNS_OF_SEVERAL <- c(
  "œ" = "oe", "Œ" = "OE", "æ" = "ae", "Æ" = "AE", "ß" = "ss", "€" = "EUR", "«" = "<<", "»" = ">>", "“" = "\"", "”" = "\"",
  "„" = ",,", "…" = "...", "–" = "-", "—" = "-", "‐" = "-", "−" = "-", "©" = "(C)", "®" = "(R)", "™" = "(TM)", "×" = "x", "½" = " 1/2 ", "¼" = " 1/4 "
)
