# Lessons on what R's parser says, in French and English.
#
# `text` is a pattern of the line itself; `starts` says that the line begins with what can't be read.

rule <- function(pattern, fr, en, text = NULL, starts = FALSE) {
  list(pattern = pattern, fr = fr, en = en, text = text, starts = starts)
}

SYNTAX <- list(
  rule("unexpected '>'", text = "^\\s*>",
    fr = "Le signe > du début est l'invite de la console : ne le copiez pas.",
    en = "The sign > at the start is the console's prompt: don't copy it."),
  rule("unexpected SPECIAL|unexpected '?\\|>|unexpected PIPE", text = "^\\s*(%>%|\\|>)",
    fr = "Un tube ne commence pas une ligne : mettez `%>%` ou `|>` à la fin de la ligne précédente.",
    en = "A pipe doesn't begin a line: put `%>%` or `|>` at the end of the line before."),
  rule("unexpected '[+*/]'|unexpected (?:AND|OR)", text = "^\\s*[+*/&|]",
    fr = "Une ligne ne commence pas par un opérateur : mettez-le à la fin de la ligne précédente.",
    en = "A line doesn't begin with an operator: put it at the end of the line before."),
  rule("unexpected", text = "=<|=>",
    fr = "R écrit `<=` et `>=`.",
    en = "R writes `<=` and `>=`."),
  rule("unexpected", text = "^\\s*//|\\s//\\s",
    fr = "Un commentaire commence par `#`.",
    en = "A comment begins with `#`."),
  rule("unexpected", text = "(^|[^A-Za-z0-9._])_[A-Za-z]",
    fr = "Un nom ne commence pas par `_`.",
    en = "A name doesn't begin with `_`."),
  rule("unexpected symbol", text = "^\\s*(?i:SELECT|WITH)\\b.*\\b(?i:FROM|AS)\\b",
    fr = "Votre code ressemble à du SQL ; cet exercice attend du R.",
    en = "Your code looks like SQL; this exercise expects R."),
  rule("unexpected", text = "\\b(for|if|while)\\s+[^(\\s]",
    fr = "`for`, `if` et `while` veulent des parenthèses : `for (i in 1:10) { … }`, `if (x > 0) { … }`.",
    en = "`for`, `if` and `while` want parentheses: `for (i in 1:10) { … }`, `if (x > 0) { … }`."),
  rule("unexpected symbol", text = "'[^'\"]*'\\w",
    fr = "Une apostrophe ferme un texte entre apostrophes : entourez-le de guillemets, `\"l'été\"`.",
    en = "An apostrophe closes a text between apostrophes: put it between quotes, `\"it's\"`."),
  rule("unexpected 'else'",
    fr = "`else` doit suivre l'accolade sur la même ligne : `} else {`.",
    en = "`else` must follow the brace on the same line: `} else {`."),
  rule("unexpected", text = "\\b(elseif|elsif|elif)\\b",
    fr = "R écrit `else if`, en deux mots.",
    en = "R writes `else if`, in two words."),
  rule("unexpected", text = "\\+\\+|\\+=|-=|\\*=",
    fr = "R n'a ni `++` ni `+=` : écrivez `x <- x + 1`.",
    en = "R has no `++` and no `+=`: write `x <- x + 1`."),
  rule("used without hex digits|unrecognized escape|is an unrecognized escape",
    fr = "Dans un texte, `\\` annonce un signe spécial. Pour un chemin de Windows, écrivez `/` ou `\\\\` ; pour une expression régulière, doublez-le (`\\\\d`) ou écrivez r\"(\\d)\".",
    en = "Within a text, `\\` announces a special sign. For a Windows path write `/` or `\\\\`; for a regular expression, double it (`\\\\d`) or write r\"(\\d)\"."),
  rule("zero-length variable name",
    fr = "Deux accents graves se suivent (``) sans nom entre eux. Des ``` entourent du code dans un document : ne gardez que le code.",
    en = "Two backticks follow one another (``) without a name between them. ``` surround code in a document: keep the code only."),
  rule("pipe operator requires a function call|RHS of (?:the )?pipe|not supported in RHS call of a pipe",
    fr = "À droite de `|>` il faut un appel, avec ses parenthèses : `x |> sum()`.",
    en = "To the right of `|>` there must be a call, with its parentheses: `x |> sum()`."),
  rule("pipe placeholder",
    fr = "Le `_` d'un tube `|>` doit être donné à un argument nommé : `x |> f(donnees = _)`.",
    en = "The `_` of a pipe `|>` must be given to a named argument: `x |> f(data = _)`."),
  rule("unexpected ','", text = "[0-9],[0-9]",
    fr = "R écrit les nombres avec un point : 3.5, et non 3,5.",
    en = "R writes numbers with a point: 3.5, not 3,5."),
  rule("unexpected ','",
    fr = "Une virgule est en trop, ou une parenthèse s'est fermée trop tôt.",
    en = "There is a comma too many, or a parenthesis closes too early."),
  rule("unexpected (?:symbol|string constant|numeric constant|'function'|'if'|'for')", starts = TRUE,
    fr = "Il manque une virgule, une parenthèse ou un opérateur à la fin de la ligne précédente.",
    en = "A comma, a parenthesis or an operator is missing at the end of the line before."),
  rule("unexpected symbol", text = "[0-9](?<![A-Za-z_.0-9][0-9])\\s*[A-Za-z_]\\w*",
    fr = "Il manque un signe entre un nombre et un nom : la multiplication s'écrit `2 * x`. Un nom ne commence pas par un chiffre.",
    en = "A sign is missing between a number and a name: multiplication is written `2 * x`. A name doesn't begin with a digit."),
  rule("unexpected symbol", text = "^\\s*(function|fonction|Function)\\s+\\w+",
    fr = "Une fonction se définit par `nom <- function(x) { … }`.",
    en = "A function is defined by `name <- function(x) { … }`."),
  rule("unexpected symbol",
    fr = "Deux choses se suivent sans rien entre elles : il manque un opérateur, une virgule, une parenthèse ou un retour à la ligne. Un nom ne contient pas d'espace.",
    en = "Two things follow one another with nothing between them: an operator, a comma, a parenthesis or a line break is missing. A name has no space in it."),
  rule("unexpected string constant",
    fr = "Un texte suit autre chose sans rien entre eux : il manque une virgule ou un opérateur, ou un guillemet se ferme trop tôt.",
    en = "A text follows something else with nothing between them: a comma or an operator is missing, or a quote closes too early."),
  rule("unexpected numeric constant",
    fr = "Un nombre suit autre chose sans rien entre eux : il manque une virgule ou un opérateur.",
    en = "A number follows something else with nothing between them: a comma or an operator is missing."),
  rule("unexpected '}'",
    fr = "Cette accolade ferme ce qui n'est pas ouvert, ou une parenthèse reste ouverte avant elle.",
    en = "This brace closes what isn't open, or a parenthesis is still open before it."),
  rule("unexpected '\\)'",
    fr = "Cette parenthèse ferme ce qui n'est pas ouvert, ou il manque quelque chose avant elle.",
    en = "This parenthesis closes what isn't open, or something is missing before it."),
  rule("unexpected '\\]|unexpected '\\]\\]'",
    fr = "Ce crochet ferme ce qui n'est pas ouvert, ou une parenthèse reste ouverte avant lui.",
    en = "This bracket closes what isn't open, or a parenthesis is still open before it."),
  rule("unexpected '\\{'",
    fr = "Il manque une parenthèse avant cette accolade : `if (x > 0) {`, `function(x) {`.",
    en = "A parenthesis is missing before this brace: `if (x > 0) {`, `function(x) {`."),
  rule("unexpected (?:'='|EQ_ASSIGN|assignment|LEFT_ASSIGN|EQ_SUB)", text = "\\b(if|while)\\s*\\([^=]*=[^=]",
    fr = "Pour comparer, écrivez `==`.",
    en = "To compare, write `==`."),
  rule("unexpected (?:'='|EQ_ASSIGN|assignment|LEFT_ASSIGN|EQ_SUB|'==')",
    fr = "Une affectation n'a pas sa place ici : il faut un nom à gauche de `<-` ou de `=`. Pour comparer, écrivez `==`.",
    en = "An assignment has no place here: there must be a name to the left of `<-` or `=`. To compare, write `==`."),
  rule("unexpected input", text = "\\\\",
    fr = "`\\` n'a de sens que dans un texte entre guillemets, ou pour une fonction courte `\\(x) x + 1`.",
    en = "`\\` means something only within a text between quotes, or for a short function `\\(x) x + 1`."),
  rule("unexpected input",
    fr = "Cette ligne contient un signe que R ne connaît pas.",
    en = "This line contains a sign that R doesn't know.")
)

LOOKS_LIKE_PYTHON <- list(
  fr = "Votre code ressemble à du Python ; cet exercice attend du R (`f <- function(x) { … }`).",
  en = "Your code looks like Python; this exercise expects R (`f <- function(x) { … }`)."
)

ODD_HERE <- list(
  fr = "Le signe {sign} ({code}), au caractère {column} de la ligne, n'est pas un signe de R.",
  en = "The sign {sign} ({code}), at character {column} of the line, isn't one of R's."
)

odd <- function(codes, fr, en, visible = TRUE) {
  stats::setNames(rep(list(list(fr = fr, en = en, visible = visible)), length(codes)), codes)
}

# Signs that word processors, pages and keyboards put in the place of others.
ODD <- c(
  odd(c("201C", "201D", "201E", "00AB", "00BB", "201F", "2033"),
    "Il vient d'un traitement de texte ou d'une page : tapez un guillemet droit \" à sa place.",
    "It comes from a word processor or a page: type a straight quote \" in its place."),
  odd(c("2018", "2019", "201A", "2032", "00B4", "2039", "203A"),
    "Il vient d'un traitement de texte ou d'une page : tapez une apostrophe droite ' à sa place.",
    "It comes from a word processor or a page: type a straight apostrophe ' in its place."),
  odd(c("2010", "2011", "2012", "2013", "2014", "2212", "FE63", "FF0D"),
    "C'est un tiret de texte : tapez le signe moins - à sa place.",
    "It is a dash of text: type the minus sign - in its place."),
  odd(c("00A0", "202F", "2007", "2009", "2002", "2003", "3000"),
    "C'est une espace insécable : effacez-la et tapez une espace ordinaire.",
    "It is a no-break space: delete it and type an ordinary space.", visible = FALSE),
  odd(c("200B", "200C", "200D", "2060", "FEFF", "00AD"),
    "Il n'a pas de largeur : effacez les signes autour de cette place et retapez-les.",
    "It has no width: delete the signs around that place and type them again.", visible = FALSE),
  odd(c("00D7", "2217", "22C5", "00B7"), "Tapez * pour multiplier.", "Type * to multiply."),
  odd(c("00F7", "2215"), "Tapez / pour diviser.", "Type / to divide."),
  odd(c("2264"), "Tapez <=.", "Type <=."), odd(c("2265"), "Tapez >=.", "Type >=."), odd(c("2260"), "Tapez !=.", "Type !=."),
  odd(c("2190", "27F5"), "Tapez <-.", "Type <-."), odd(c("2192"), "Tapez ->.", "Type ->."),
  odd(c("2026"), "Tapez trois points ...", "Type three dots ..."),
  odd(c("00B2", "00B3"), "Tapez ^2 ou ^3.", "Type ^2 or ^3."),
  odd(c("FF08", "FF09", "FF0C", "FF1B", "FF1A"), "C'est un signe large : tapez le signe ordinaire.", "It is a wide sign: type the ordinary one.")
)

UNFINISHED <- list(
  fr = "Le code s'arrête au milieu d'une expression : il manque la suite d'un opérateur, ou une parenthèse ou une accolade fermante.",
  en = "The code ends in the middle of an expression: what follows an operator is missing, or a closing parenthesis or brace."
)
OPEN_BRACKET <- list(
  fr = "Le `{sign}` de la ligne {line} n'est jamais fermé : il manque `{closing}`.",
  en = "The `{sign}` of line {line} is never closed: `{closing}` is missing."
)
OPEN_QUOTE <- list(
  fr = "Le guillemet {sign} de la ligne {line} n'est jamais fermé.",
  en = "The quote {sign} of line {line} is never closed."
)
