# Remedies in French and English, by name.

REMEDIES <- list(
  column = both(
    "Un data.frame est rendu l\u00e0 o\u00f9 il faut un vecteur : prenez la colonne avec `$` ou `[[\u2026]]`.",
    "A data frame is returned where a vector is needed: take the column by `$` or `[[\u2026]]`."),
  unlist = both("`unlist(\u2026)` fait d'une liste un vecteur.", "`unlist(\u2026)` makes a list a vector."),
  date = both(
    "Un texte devient une date par `as.Date(x, \"%d/%m/%Y\")`, avec le format qui convient.",
    "A text becomes a date by `as.Date(x, \"%d/%m/%Y\")`, with the format that fits."),
  moment = both(
    "Un texte devient un instant par `as.POSIXct(x, tz = \u2026)`.", "A text becomes a time by `as.POSIXct(x, tz = \u2026)`."),
  text = both(
    "Un code lu comme un nombre perd ses z\u00e9ros de t\u00eate : regardez `colClasses = \"character\"` \u00e0 la lecture, ou `as.character(\u2026)`.",
    "A code that is read as a number loses its leading zeros: look at `colClasses = \"character\"` when reading, or `as.character(\u2026)`."),
  day = both("`as.Date(\u2026)` prend le jour d'un instant.", "`as.Date(\u2026)` takes the day of a time."),
  unfactor = both("`as.character(\u2026)` fait d'un facteur des textes.", "`as.character(\u2026)` makes texts of a factor."),
  factor = both("`factor(\u2026)` fait de textes un facteur.", "`factor(\u2026)` makes a factor of texts."),
  comma = both(
    "Les nombres ont une virgule d\u00e9cimale : lisez le fichier avec `read.csv2(\u2026)` ou `dec = \",\"`, ou remplacez-la avec `sub(\",\", \".\", x)` avant `as.numeric(\u2026)`.",
    "The numbers have a decimal comma: read the file by `read.csv2(\u2026)` or `dec = \",\"`, or replace it by `sub(\",\", \".\", x)` before `as.numeric(\u2026)`."),
  units = both(
    "Un signe (%, \u20ac\u2026) accompagne les nombres : retirez-le avec `sub(\u2026)` avant `as.numeric(\u2026)`.",
    "A sign (%, \u20ac\u2026) comes with the numbers: remove it by `sub(\u2026)` before `as.numeric(\u2026)`."),
  numbers_of_factor = both(
    "`as.numeric(as.character(\u2026))` rend les nombres que portent les \u00e9tiquettes d'un facteur.",
    "`as.numeric(as.character(\u2026))` gives the numbers that a factor's labels bear."),
  number = both("Un texte devient un nombre par `as.numeric(\u2026)`.", "A text becomes a number by `as.numeric(\u2026)`."),
  bom = both(
    "Le fichier commence par une marque d'ordre des octets, lue avec le premier nom : donnez `fileEncoding = \"UTF-8-BOM\"`.",
    "The file begins with a byte order mark, which was read with the first name: give `fileEncoding = \"UTF-8-BOM\"`."),
  called = both(
    "Une fonction est rendue, et non sa valeur : il manque sans doute des parenth\u00e8ses `()`.",
    "A function is returned, not its value: the parentheses `()` are probably missing."),
  loop_prints = both(
    "Votre fonction se termine par une boucle qui affiche : une boucle ne rend rien. Rangez les valeurs dans un vecteur et terminez par lui, au lieu de `print` ou `cat`.",
    "Your function ends with a loop that prints: a loop returns nothing. Store the values in a vector and end with it, instead of `print` or `cat`."),
  loop = both(
    "Votre fonction se termine par une boucle, qui ne rend rien : terminez-la par la valeur elle-m\u00eame.",
    "Your function ends with a loop, which returns nothing: end it with the value itself."),
  no_else = both(
    "Votre fonction se termine par un `if` sans `else` : elle ne rend rien quand la condition est fausse.",
    "Your function ends with an `if` without `else`: it returns nothing where the condition is false."),
  ends = both("Seuls des espaces au d\u00e9but ou \u00e0 la fin diff\u00e8rent.", "Only spaces at the start or the end differ."),
  space_kinds = both(
    "Seules des espaces diff\u00e8rent (ordinaires, ins\u00e9cables).", "Only spaces differ (ordinary ones, no-break ones)."),
  case = both("Seules des majuscules diff\u00e8rent.", "Only the case of letters differs."),
  composition = both(
    "Les accents sont \u00e9crits autrement (formes Unicode compos\u00e9e et d\u00e9compos\u00e9e).",
    "Accents are written differently (composed and decomposed Unicode forms)."),
  accents = both("Seuls des accents diff\u00e8rent.", "Only accents differ."),
  mistaken = both(
    "Le texte a \u00e9t\u00e9 lu dans un autre encodage que le sien : donnez `fileEncoding = \"UTF-8\"` \u00e0 la lecture.",
    "The text was read in another encoding than its own: give `fileEncoding = \"UTF-8\"` when reading."),
  alphabet = both(
    "Une lettre vient d'un autre alphabet (cyrillique ou grec) : retapez-la.",
    "A letter comes from another alphabet (Cyrillic or Greek): type it again."),
  zones = both(
    "Les horloges montrent la m\u00eame heure, mais dans un autre fuseau.",
    "The clocks show the same time, but in another time zone."),
  shift = both(
    "L'\u00e9cart est le m\u00eame partout : un fuseau horaire (`tz`) diff\u00e8re-t-il ?",
    "The gap is the same everywhere: does a time zone (`tz`) differ?"),
  sign = both("Seul le signe diff\u00e8re.", "Only the sign differs."),
  hundred = both(
    "Il y a un facteur 100 : proportion ou pourcentage ?", "They differ by a factor of 100: proportion or percentage?"),
  rounded = both("Votre valeur est-elle arrondie trop t\u00f4t ?", "Is your value rounded too early?")
)
