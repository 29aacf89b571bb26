"""Characters that look like others or like nothing: their names, and what to type in their place."""

import unicodedata

from spyrales_text import NOTHING, Text, join

# Character → its name in French and in English, what to type.
_KNOWN = {
    "\u201c": ("guillemet courbe ouvrant", "opening curly quote", '"'),
    "\u201d": ("guillemet courbe fermant", "closing curly quote", '"'),
    "\u201e": ("guillemet bas", "low quote", '"'),
    "\u00ab": ("guillemet français ouvrant", "opening French quote", '"'),
    "\u00bb": ("guillemet français fermant", "closing French quote", '"'),
    "\u2018": ("apostrophe courbe ouvrante", "opening curly apostrophe", "'"),
    "\u2019": ("apostrophe courbe", "curly apostrophe", "'"),
    "\u02bc": ("apostrophe modificative", "modifier apostrophe", "'"),
    "\u00b4": ("accent aigu seul", "acute accent by itself", "'"),
    "\u2032": ("prime", "prime", "'"),
    "\u2033": ("double prime", "double prime", '"'),
    "\u2013": ("tiret demi-cadratin", "en dash", "-"),
    "\u2014": ("tiret cadratin", "em dash", "-"),
    "\u2212": ("signe moins typographique", "typographic minus sign", "-"),
    "\u2010": ("trait d'union typographique", "typographic hyphen", "-"),
    "\u2011": ("trait d'union insécable", "non-breaking hyphen", "-"),
    "\u00d7": ("signe multiplier", "multiplication sign", "*"),
    "\u00f7": ("signe diviser", "division sign", "/"),
    "\u2264": ("signe inférieur ou égal", "less-than-or-equal sign", "<="),
    "\u2265": ("signe supérieur ou égal", "greater-than-or-equal sign", ">="),
    "\u2260": ("signe différent", "not-equal sign", "!="),
    "\u2026": ("points de suspension en un caractère", "ellipsis in one character", "..."),
    "\u2192": ("flèche", "arrow", "->"),
    "\u00b2": ("exposant 2", "superscript 2", "**2"),
    "\u00b3": ("exposant 3", "superscript 3", "**3"),
    "\uff08": ("parenthèse pleine chasse", "full-width parenthesis", "("),
    "\uff09": ("parenthèse pleine chasse", "full-width parenthesis", ")"),
    "\uff1a": ("deux-points pleine chasse", "full-width colon", ":"),
    "\uff0c": ("virgule pleine chasse", "full-width comma", ","),
    "\u00a0": ("espace insécable", "non-breaking space", " "),
    "\u202f": ("espace fine insécable", "narrow non-breaking space", " "),
    "\u2007": ("espace de la largeur d'un chiffre", "figure space", " "),
    "\u2009": ("espace fine", "thin space", " "),
    "\u3000": ("espace idéographique", "ideographic space", " "),
    "\u200b": ("espace sans largeur, invisible", "zero-width space, invisible", ""),
    "\u200c": ("antiliant sans largeur, invisible", "zero-width non-joiner, invisible", ""),
    "\u200d": ("liant sans largeur, invisible", "zero-width joiner, invisible", ""),
    "\u2060": ("gluon, invisible", "word joiner, invisible", ""),
    "\u00ad": ("trait d'union conditionnel, invisible", "soft hyphen, invisible", ""),
    "\ufeff": ("marque d'ordre des octets (BOM), invisible", "byte order mark (BOM), invisible", ""),
    "\u200e": ("marque gauche-à-droite, invisible", "left-to-right mark, invisible", ""),
    "\u200f": ("marque droite-à-gauche, invisible", "right-to-left mark, invisible", ""),
    "\t": ("tabulation", "tab", " "),
    "\r": ("retour chariot", "carriage return", ""),
    "\n": ("fin de ligne", "line end", ""),
}
_SCRIPTS = {
    "CYRILLIC": ("cyrillique", "Cyrillic"),
    "GREEK": ("grecque", "Greek"),
    "FULLWIDTH": ("pleine chasse", "full-width"),
}


def code(character):
    """`U+00A0`."""
    return f"U+{ord(character):04X}"


def is_invisible(character):
    """Whether nothing, or no more than a space, is seen of it."""
    return character != " " and unicodedata.category(character) in ("Cf", "Cc", "Zs", "Zl", "Zp", "Co", "Cn")


def name(character):
    """`espace insécable (U+00A0)`, with the character itself where it can be seen."""
    shown = (
        "" if is_invisible(character) else f"« {character} », ",
        "" if is_invisible(character) else f"“{character}”, ",
    )
    known = _KNOWN.get(character)
    if known:
        return Text(f"{known[0]} ({shown[0]}{code(character)})", f"{known[1]} ({shown[1]}{code(character)})")
    script = _SCRIPTS.get(unicodedata.name(character, "").split(" ")[0])
    if script:
        return Text(
            f"lettre {script[0]} ({shown[0]}{code(character)})", f"{script[1]} letter ({shown[1]}{code(character)})"
        )
    if is_invisible(character):
        return Text(f"caractère invisible ({code(character)})", f"invisible character ({code(character)})")
    return Text(f"caractère « {character} » ({code(character)})", f"character “{character}” ({code(character)})")


def remedy(character):
    """What to type in its place, as a sentence; nothing where that isn't known."""
    known = _KNOWN.get(character)
    if known is None:
        return NOTHING
    instead = known[2]
    if instead == "":
        return Text("Effacez-le.", "Delete it.")
    if instead == " ":
        return Text("Remplacez-le par une espace ordinaire.", "Type an ordinary space in its place.")
    if instead in "\"'":
        return Text(f"Tapez des guillemets droits : `{instead}`.", f"Type straight quotes: `{instead}`.")
    return Text(f"Tapez `{instead}` à la place.", f"Type `{instead}` in its place.")


def foreign(text):
    """The characters of a line of code that code has no use for, in order, each once."""
    found = dict.fromkeys(character for character in text if character in _KNOWN and character not in "\t\r\n")
    return list(found)


def difference(got, expected):
    """Why two texts that look alike aren't the same, as whole sentences; nothing where they look different."""
    if unicodedata.normalize("NFC", got) == unicodedata.normalize("NFC", expected):
        return Text(
            'Les accents sont écrits autrement (formes Unicode composée et décomposée) : regardez `unicodedata.normalize("NFC", …)`.',
            'Accents are written differently (composed and decomposed Unicode forms): look at `unicodedata.normalize("NFC", …)`.',
        )
    odd = [character for character in got if character not in expected and _is_odd(character)]
    if not odd or plain(got) != plain(expected):
        return NOTHING
    named = join([name(character) for character in dict.fromkeys(odd)][:3], ", ")
    if "\ufeff" in odd:
        return Text(
            f'Votre texte contient un caractère de trop : {named.fr}. Il vient du début du fichier : lisez-le avec `encoding="utf-8-sig"`.',
            f'Your text holds a character too many: {named.en}. It comes from the start of the file: read it with `encoding="utf-8-sig"`.',
        )
    return Text(
        f"Votre texte contient un caractère qui ressemble à un autre ou ne se voit pas : {named.fr}.",
        f"Your text holds a character that looks like another or can't be seen: {named.en}.",
    )


def visible(text):
    """The text with what can't be seen, or looks like something else, spelt out: `a<U+00A0>b`."""
    return "".join(f"<{code(mark)}>" if _is_odd(mark) and mark not in "\n\t" else mark for mark in text)


def mojibake(text):
    """What a text was before UTF-8 was read as Latin-1; None where it doesn't look so."""
    if not any(first in text for first in ("Ã", "Â", "â€")):
        return None
    for encoding in ("cp1252", "latin-1"):
        try:
            return text.encode(encoding).decode("utf-8")
        except UnicodeError:
            continue
    return None


def _is_odd(character):
    if character.isascii():
        return False
    return (
        is_invisible(character)
        or unicodedata.name(character, "").split(" ")[0] in _SCRIPTS
        or (character in _KNOWN and _KNOWN[character][2] in ("'", '"', "-", " "))
    )


# Letters of other alphabets that look like ours.
_ALIKE = str.maketrans(
    "\u0430\u0435\u043e\u0440\u0441\u0443\u0445\u0456\u0410\u0412\u0415\u041a\u041c\u041d\u041e\u0420\u0421\u0422\u0425\u03bf\u03b1\u0391\u0392\u0395\u039f\u03a1\u03a4\u03a7\u0397\u039a\u039c\u039d\u0399\u0396",
    "aeopcyxiABEKMHOPCTXoaABEOPTXHKMNIZ",
)


def plain(text):
    """What is seen of a text."""
    text = unicodedata.normalize("NFKC", text.translate(_ALIKE))
    seen = []
    for character in text:
        known = _KNOWN.get(character)
        if known and len(known[2]) <= 1:
            seen.append(known[2])
        elif not is_invisible(character):
            seen.append(character)
    return "".join(seen).strip()
