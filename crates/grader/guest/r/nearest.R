# Names that are nearly the same: for "did you mean", on both sides of a grade.

# The nearest of some names, at most `share` of the name's letters away; NULL where none is near. Case, accents and
# signs between words come first.
nearest <- function(name, names, share = 0.34) {
  names <- setdiff(unique(names[!is.na(names)]), name)
  if (length(names) == 0L || !nzchar(name)) return(NULL)
  plain <- plain_name(names)
  same <- names[plain == plain_name(name)]
  if (length(same) > 0L) return(same[1L])
  far <- abs(nchar(names) - nchar(name)) > max(2, share * nchar(name))
  names <- names[!far]
  if (length(names) == 0L) return(NULL)
  distances <- utils::adist(plain_name(name), plain[!far])
  near <- which(distances <= if (nchar(name) < 3L) 0 else max(1, floor(nchar(name) * share)))
  if (length(near) == 0L) NULL else names[near[which.min(distances[near])]]
}

plain_name <- function(names) {
  gsub("[._ -]", "", chartr(ACCENTED, WITHOUT_ACCENTS, tolower(composed(names))))
}

ACCENTED <- "\u00e0\u00e1\u00e2\u00e3\u00e4\u00e5\u00e7\u00e8\u00e9\u00ea\u00eb\u00ec\u00ed\u00ee\u00ef\u00f1\u00f2\u00f3\u00f4\u00f5\u00f6\u00f9\u00fa\u00fb\u00fc\u00fd\u00ff"
WITHOUT_ACCENTS <- "aaaaaaceeeeiiiinooooouuuuyy"

# Letters and marks that were typed apart, as one: what a Mac writes as two signs and others as one is the same name.
composed <- function(texts) {
  texts <- enc2utf8(as.character(texts))
  apart <- grepl("[\u0300-\u036f]", texts, perl = TRUE)
  if (!any(apart, na.rm = TRUE)) return(texts)
  for (i in seq_along(COMPOSED$one)) {
    texts[apart] <- gsub(COMPOSED$two[i], COMPOSED$one[i], texts[apart], fixed = TRUE)
  }
  texts
}

COMPOSED <- local({
  marks <- c("\u0300", "\u0301", "\u0302", "\u0303", "\u0308", "\u030a", "\u0327")
  letters <- list(
    c("a\u00e0", "e\u00e8", "i\u00ec", "o\u00f2", "u\u00f9", "A\u00c0", "E\u00c8", "I\u00cc", "O\u00d2", "U\u00d9"),
    c("a\u00e1", "e\u00e9", "i\u00ed", "o\u00f3", "u\u00fa", "y\u00fd", "A\u00c1", "E\u00c9", "I\u00cd", "O\u00d3", "U\u00da", "Y\u00dd"),
    c("a\u00e2", "e\u00ea", "i\u00ee", "o\u00f4", "u\u00fb", "A\u00c2", "E\u00ca", "I\u00ce", "O\u00d4", "U\u00db"),
    c("a\u00e3", "n\u00f1", "o\u00f5", "A\u00c3", "N\u00d1", "O\u00d5"),
    c("a\u00e4", "e\u00eb", "i\u00ef", "o\u00f6", "u\u00fc", "y\u00ff", "A\u00c4", "E\u00cb", "I\u00cf", "O\u00d6", "U\u00dc"),
    c("a\u00e5", "A\u00c5"),
    c("c\u00e7", "C\u00c7")
  )
  one <- unlist(lapply(letters, substring, 2L))
  two <- unlist(Map(function(pairs, mark) paste0(substr(pairs, 1L, 1L), mark), letters, marks))
  list(one = one, two = two)
})
