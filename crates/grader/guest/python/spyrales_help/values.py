"""Values that a conversion or a computation can't take."""

import ast
import re

import spyrales_characters as characters
from spyrales_help.files import no_keyboard
from spyrales_help.said import message
from spyrales_text import NOTHING, Text, join

_NUMBER = re.compile(
    r"invalid literal for int\(\) with base 10: (.+)|could not convert string to float: (.+)|Unable to parse string (.+?) at position"
    r"|Could not convert string (.+?) to (?:int|float)",
    re.S,
)
_DECIMAL = re.compile(r"\[<class 'decimal.ConversionSyntax'>\]")
_MONTHS = re.compile(r"janv|févr|avril|juil|août|sept|octobre|déc|lundi|mardi|mercredi|jeudi|vendredi", re.I)


def explain(kind, error, context):
    said = message(error)
    if kind == "InvalidOperation" or _DECIMAL.search(said):
        return Text(
            'Ce texte n\'est pas un nombre décimal : la virgule s\'écrit `.` (`x.replace(",", ".")`), sans espace ni unité.',
            'This text isn\'t a decimal number: the decimal mark is `.` (`x.replace(",", ".")`), without spaces or units.',
        )
    if not isinstance(error, ValueError):
        return None
    found = _NUMBER.search(said)
    if found:
        shown = next(group for group in found.groups() if group is not None)
        if not _unquoted(shown).strip() and "stdin" in context.source:
            return no_keyboard()
        return _number(_unquoted(shown), "int()" in said)
    found = re.search(
        r"time data [\"'](.*?)[\"'] (?:does not|doesn't) match format [\"'](.*?)[\"']|unconverted data remains", said
    )
    if found or "Unknown datetime string format" in said or "day is out of range" in said or "month must be in" in said:
        return _date(said)
    return None


def _unquoted(shown):
    shown = shown.strip()
    try:
        text = ast.literal_eval(shown)  # as `repr` wrote it
    except (ValueError, SyntaxError, MemoryError, RecursionError):
        text = shown
    return text if isinstance(text, str) else shown


def _number(text, whole):
    shown = Text(f"Le texte « {text} » n'est pas un nombre", f"The text “{text}” isn't a number")
    bare = text.strip()
    if text == "" or not bare:
        return Text(
            "Un texte vide n'est pas un nombre : il manque une valeur, à traiter à part.",
            "An empty text isn't a number: a value is missing, to be dealt with apart.",
        )
    spaced = re.sub(r"[\s\u00a0\u202f]", "", bare)
    odd = [mark for mark in bare if characters.is_invisible(mark)]
    if re.fullmatch(r"[-+]?\d{1,3}(\.\d{3})+,\d+", spaced):
        more = Text(
            'les points y séparent les milliers et la virgule les décimales. Retirez les uns, remplacez l\'autre : `x.replace(".", "").replace(",", ".")`.',
            'points separate thousands there, and the comma decimals. Remove the ones, replace the other: `x.replace(".", "").replace(",", ".")`.',
        )
    elif re.fullmatch(r"[-+]?\d+,\d+", spaced):
        more = Text(
            'la virgule décimale s\'écrit `.` en Python. Remplacez-la : `x.replace(",", ".")`, ou lisez le fichier avec `decimal=","`.',
            'the decimal comma is written `.` in Python. Replace it: `x.replace(",", ".")`, or read the file with `decimal=","`.',
        )
        if spaced != bare:
            more = join((more, _spaces(odd)))
    elif re.fullmatch(r"[-+]?[\d,.]+", spaced) and spaced != bare:
        more = Text("il contient des espaces entre les milliers.", "it holds spaces between the thousands.")
        more = join((more, _spaces(odd)))
    elif whole and re.fullmatch(r"[-+]?\d+\.\d+", bare):
        more = Text(
            "entier : `int` ne lit pas de décimales. Regardez `float(…)`, ou `int(float(…))`.",
            "that is whole: `int` reads no decimals. Look at `float(…)`, or `int(float(…))`.",
        )
        return shown + Text(" ", " ") + more
    elif re.search(r"[%€$£]", bare):
        more = Text(
            "il porte un signe (%, €…) à retirer : regardez `replace` ou `strip`.",
            "it bears a sign (%, €…) to be removed: look at `replace` or `strip`.",
        )
    elif re.search(r"\d", bare):
        more = Text(
            "ne gardez que les chiffres avant de convertir : regardez `strip` et `replace`.",
            "keep the digits only before you convert: look at `strip` and `replace`.",
        )
    elif bare.casefold() in ("true", "false", "vrai", "faux", "oui", "non", "none", "nan", "na", "n/a"):
        more = Text(
            'comparez-le comme un texte (`x == …`), ou regardez `pd.to_numeric(…, errors="coerce")`.',
            'compare it as a text (`x == …`), or look at `pd.to_numeric(…, errors="coerce")`.',
        )
    else:
        more = Text(
            "lisez-vous la bonne colonne, sans la ligne d'en-tête ? S'il s'agit d'une catégorie, un modèle demande qu'elle soit encodée (`OneHotEncoder`, `pd.get_dummies`).",
            "do you read the right column, without the header? If it is a category, a model needs it encoded (`OneHotEncoder`, `pd.get_dummies`).",
        )
    return shown + Text(" : ", ": ") + more


def _spaces(odd):
    if odd:
        named = characters.name(odd[0])
        return Text(
            f'Retirez aussi l\'{named.fr} : `x.replace("\\u{ord(odd[0]):04x}", "")`.',
            f'Remove the {named.en} too: `x.replace("\\u{ord(odd[0]):04x}", "")`.',
        )
    return Text('Retirez aussi les espaces : `x.replace(" ", "")`.', 'Remove the spaces too: `x.replace(" ", "")`.')


def _date(said):
    more = NOTHING
    if _MONTHS.search(said):
        more = Text(
            'Les noms de mois français demandent `locale.setlocale(locale.LC_TIME, "fr_FR.UTF-8")`, ou de les remplacer par des nombres.',
            'French names of months need `locale.setlocale(locale.LC_TIME, "fr_FR.UTF-8")`, or to be replaced by numbers.',
        )
    return join(
        (
            Text(
                'Cette date ne s\'écrit pas comme le format donné : en France, le jour vient en premier (`format="%d/%m/%Y"`, ou `dayfirst=True` avec pandas).',
                'This date isn\'t written as the format says: in France the day comes first (`format="%d/%m/%Y"`, or `dayfirst=True` with pandas).',
            ),
            more,
        )
    )
