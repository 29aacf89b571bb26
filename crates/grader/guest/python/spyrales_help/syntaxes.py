"""Sources that Python can't read: what they are, or what is wrong with a line."""

import re

import spyrales_characters as characters
from spyrales_help.foreign import recognise
from spyrales_help.paths import windows_path
from spyrales_text import Text, join

# Pattern of what Python says, what it means in both languages.
_KNOWN = (
    (
        r"inconsistent use of tabs|indentation contains mixed",
        "Cette ligne commence par un mélange de tabulations et d'espaces : Python ne peut pas savoir où elle se range. Remplacez les tabulations par quatre espaces.",
        "This line begins with tabs and spaces mixed: Python can't tell where it belongs. Replace the tabs with four spaces.",
    ),
    (
        r"expected an indented block after (.+?) on line (\d+)",
        "Après la ligne {1}, qui finit par `:`, il faut au moins une ligne décalée de quatre espaces (ou `pass`).",
        "After line {1}, which ends with `:`, at least one line must be indented by four spaces (or `pass`).",
    ),
    (
        r"unexpected indent",
        "Cette ligne est décalée sans raison : alignez-la sur la précédente.",
        "This line is indented without reason: align it with the one before.",
    ),
    (
        r"unindent does not match",
        "Le décalage de cette ligne ne correspond à aucun bloc ouvert : alignez-la exactement sur une ligne d'avant.",
        "The indentation of this line matches no open block: align it exactly with a line before.",
    ),
    (
        r"expected ':'",
        "Il manque `:` à la fin de cette ligne (`if`, `for`, `while`, `def`, `else`…).",
        "`:` is missing at the end of this line (`if`, `for`, `while`, `def`, `else`…).",
    ),
    (
        r"'([(\[{])' was never closed",
        "`{0}`, ouvert ici, n'est jamais refermé.",
        "`{0}`, opened here, is never closed.",
    ),
    (
        r"unmatched '([)\]}])'",
        "`{0}` referme ce qui n'a pas été ouvert : il y en a un de trop, ou l'ouvrant manque.",
        "`{0}` closes what wasn't opened: there is one too many, or the opening one is missing.",
    ),
    (
        r"closing parenthesis '(.)' does not match opening parenthesis '(.)'",
        "`{1}` est refermé par `{0}` : ils ne vont pas ensemble.",
        "`{1}` is closed by `{0}`: they don't go together.",
    ),
    (
        r"unterminated (?:f-|t-)?string literal|EOL while scanning",
        "Un texte commence par un guillemet et n'est pas refermé sur la même ligne. Une apostrophe dans le texte ? Entourez-le de guillemets doubles : `\"l'âge\"`.",
        "A text begins with a quote and isn't closed on the same line. An apostrophe in the text? Put double quotes around it: `\"l'âge\"`.",
    ),
    (
        r"unterminated triple-quoted",
        "Un texte ouvert par trois guillemets n'est jamais refermé.",
        "A text opened by three quotes is never closed.",
    ),
    (
        r"Missing parentheses in call to '(\w+)'",
        "`{0}` est une fonction : écrivez `{0}(…)`, avec des parenthèses.",
        "`{0}` is a function: write `{0}(…)`, with parentheses.",
    ),
    (
        r"cannot assign to (.+?) here|cannot assign to (.+)",
        "À gauche de `=`, il faut le nom d'une variable ; pour comparer, écrivez `==`.",
        "Left of `=` there must be the name of a variable; to compare, write `==`.",
    ),
    (
        r"Maybe you meant '==' (?:or ':=' )?instead of '='",
        "`=` donne une valeur ; pour comparer, écrivez `==`.",
        "`=` gives a value; to compare, write `==`.",
    ),
    (
        r"Perhaps you forgot a comma",
        "Il manque sans doute une virgule, ou un guillemet, entre deux éléments.",
        "A comma, or a quote, is probably missing between two items.",
    ),
    (
        r"leading zeros in decimal integer",
        'Un nombre ne commence pas par 0 : un code comme 01 s\'écrit entre guillemets, `"01"`.',
        'A number doesn\'t begin with 0: a code such as 01 is written in quotes, `"01"`.',
    ),
    (
        r"invalid decimal literal",
        "Un nom ne commence pas par un chiffre, et un nombre ne porte ni lettre ni unité.",
        "A name doesn't begin with a digit, and a number bears neither a letter nor a unit.",
    ),
    (
        r"'(?:await|async with|async for|asynchronous comprehension)' outside (?:async )?function|asynchronous comprehension outside",
        "`await` n'a de sens que dans une fonction `async def` : lancez celle-ci avec `asyncio.run(…)` (un notebook le fait tout seul, un script non).",
        "`await` makes sense in an `async def` function only: start that with `asyncio.run(…)` (a notebook does so by itself, a script doesn't).",
    ),
    (
        r"'(return|yield)' outside function",
        "`{0}` n'a de sens que dans une fonction : décalez la ligne sous son `def`.",
        "`{0}` makes sense in a function only: indent the line under its `def`.",
    ),
    (
        r"'(break|continue)' (?:outside|not properly in) loop",
        "`{0}` n'a de sens que dans une boucle.",
        "`{0}` makes sense in a loop only.",
    ),
    (
        r"expected 'except' or 'finally' block",
        "Un `try` va avec un `except` (ou `finally`), à la même hauteur.",
        "A `try` goes with an `except` (or `finally`), at the same height.",
    ),
    (
        r"positional argument follows keyword argument",
        "Les arguments sans nom viennent avant les arguments nommés.",
        "Arguments without a name come before those with one.",
    ),
    (
        r"keyword argument repeated: (\w+)",
        "L'argument `{0}` est donné deux fois.",
        "The argument `{0}` is given twice.",
    ),
    (
        r"duplicate (?:argument|parameter) '(\w+)'",
        "Le paramètre `{0}` est déclaré deux fois.",
        "The parameter `{0}` is declared twice.",
    ),
    (
        r"unexpected character after line continuation",
        "Une barre `\\` hors d'un texte ne peut que finir une ligne. Un chemin s'écrit entre guillemets ; une division, avec `/`.",
        "A `\\` outside a text can only end a line. A path is written in quotes; a division with `/`.",
    ),
    (
        r"f-string: expecting|f-string: invalid|f-string: empty|f-string:",
        'Une f-string (`f"…"`) a une accolade mal placée : `{{x}}` contient une expression, et une accolade seule s\'écrit deux fois.',
        'An f-string (`f"…"`) has a brace in the wrong place: `{{x}}` holds an expression, and a brace by itself is written twice.',
    ),
    (
        r"too many statically nested|too many nested",
        "Trop de parenthèses ou de blocs sont imbriqués.",
        "Too many parentheses or blocks are nested.",
    ),
    (
        r"name '(\w+)' is (?:used|assigned to) prior to global",
        "`global {0}` doit venir avant le premier usage de `{0}` dans la fonction.",
        "`global {0}` must come before the first use of `{0}` in the function.",
    ),
    (
        r"null bytes",
        "Ce fichier n'est pas un texte. Copiez votre code dans un nouveau fichier.",
        "This file isn't a text. Copy your code into a new file.",
    ),
    (
        r"invalid escape sequence",
        'Une barre `\\` dans un texte annonce un caractère spécial : doublez-la, ou écrivez `r"…"`.',
        'A `\\` in a text announces a special character: double it, or write `r"…"`.',
    ),
)
# Pattern of a line, what it means: where Python says no more than "invalid syntax".
_LINES = (
    (r"^\s*else\s+if\b", "`else if` s'écrit `elif`.", "`else if` is written `elif`."),
    (r"&&|\|\|", "`&&` et `||` s'écrivent `and` et `or`.", "`&&` and `||` are written `and` and `or`."),
    (
        r"\+\+|--\s*$",
        "`x++` n'existe pas en Python : écrivez `x += 1`.",
        "There is no `x++` in Python: write `x += 1`.",
    ),
    (r"=>|=<", "`=>` et `=<` s'écrivent `>=` et `<=`.", "`=>` and `=<` are written `>=` and `<=`."),
    (r"<>", "`<>` s'écrit `!=`.", "`<>` is written `!=`."),
    (
        r"^\s*(?:function|func|fonction)\s+\w+\s*\(",
        "Une fonction se définit par `def nom(arguments):`.",
        "A function is defined with `def name(arguments):`.",
    ),
    (
        r"^\s*(?:elif|else|except|finally)\b",
        "Cette ligne ne suit aucun bloc à sa hauteur : alignez-la sur son `if`, `for` ou `try`.",
        "This line follows no block at its height: align it with its `if`, `for` or `try`.",
    ),
    (
        r"^\s*(?:if|elif|while)\b[^=]*[^=!<>]=[^=]",
        "`=` donne une valeur ; pour comparer, écrivez `==`.",
        "`=` gives a value; to compare, write `==`.",
    ),
    (
        r"^\s*(?:def|class|for|while|if|elif|else|try|except|with)\b[^#]*[^:\s]\s*$",
        "Il manque `:` à la fin de cette ligne.",
        "`:` is missing at the end of this line.",
    ),
    (
        r"^\s*def\s+[^(\s]+\s*:",
        "Il manque les parenthèses des arguments : `def nom():`.",
        "The parentheses of the arguments are missing: `def name():`.",
    ),
    (
        r"^\s*(?:print|return)\b.*\bprint\b\s*$",
        "Écrivez `print(…)`, avec des parenthèses.",
        "Write `print(…)`, with parentheses.",
    ),
    (
        r"^\s*(?:class|def|lambda|import|from|global|pass|return|in|is|not|and|or|if|for|while)\s*=",
        "Ce nom est un mot réservé de Python : choisissez-en un autre.",
        "This name is a word that Python keeps to itself: choose another.",
    ),
)
_GENERAL = Text(
    "Python ne comprend pas cette ligne, ou la précédente : une virgule, un opérateur, une parenthèse ou un guillemet y manque-t-il ?",
    "Python doesn't understand this line, or the one before: is a comma, an operator, a parenthesis or a quote missing there?",
)


def explain(error, context):
    found = recognise(context.source)
    if found is not None:
        return found
    if not isinstance(error, SyntaxError):
        return _known("null bytes")
    lines = context.lines
    line = lines[error.lineno - 1] if error.lineno and 0 < error.lineno <= len(lines) else ""
    said = error.msg or ""
    if "unicodeescape" in said:
        return windows_path(line, context)
    odd = _characters(line, said)
    if odd is not None:
        return odd
    known = _known(said)
    if known is not None:
        return known
    for pattern, fr, en in _LINES:
        if re.search(pattern, line):
            return Text(fr, en)
    before = lines[error.lineno - 2] if error.lineno and error.lineno > 1 and error.lineno - 2 < len(lines) else ""
    if before.count("(") > before.count(")") or before.count("[") > before.count("]"):
        return Text(
            f"Une parenthèse ou un crochet de la ligne {error.lineno - 1} n'est pas refermé.",
            f"A parenthesis or a bracket of line {error.lineno - 1} isn't closed.",
        )
    return _GENERAL if "invalid syntax" in said else None


def _known(said):
    for pattern, fr, en in _KNOWN:
        found = re.search(pattern, said)
        if found:
            groups = [group or "" for group in found.groups()]
            return Text(fr.format(*groups), en.format(*groups)) if groups or "{{" in fr else Text(fr, en)
    return None


def _characters(line, said):
    """What is said of a character that looks like another; None where Python's trouble is another one."""
    named = re.search(r"U\+([0-9A-F]{4,6})", said)
    if named:
        character = chr(int(named.group(1), 16))
    else:
        odd = [mark for mark in characters.foreign(_outside_texts(line))]
        if not odd:
            return None
        character = odd[0]
    name = characters.name(character)
    told = Text(
        f"La ligne contient un caractère que Python ne lit pas : {name.fr}.",
        f"The line holds a character that Python doesn't read: {name.en}.",
    )
    return join(
        (
            told,
            characters.remedy(character)
            or Text("Effacez-le, ou mettez-le entre guillemets.", "Delete it, or put it in quotes."),
            Text(
                "Il vient souvent d'un texte copié d'une page ou d'un traitement de texte.",
                "It often comes with text copied from a page or a word processor.",
            ),
        )
    )


def _outside_texts(line):
    """A line without its texts and comments."""
    return re.sub(r"\"[^\"]*\"|'[^']*'|#.*", "", line)
