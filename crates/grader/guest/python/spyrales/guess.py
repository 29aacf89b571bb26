"""Guesses at why a value is wrong: its sign, a rounding, a percentage, spaces, accents."""

import math
import unicodedata

import spyrales_characters as characters
from spyrales.dialect import is_r
from spyrales.difference import LISTED
from spyrales.rules import is_missing, is_number
from spyrales_text import NOTHING, Text


def guess(cells, rules):
    """One sentence that explains all the wrong values; nothing unless it fits every one of the first."""
    guesses = {_guess(cell, rules) for cell in cells[:LISTED]}
    return guesses.pop() if len(guesses) == 1 else NOTHING


def _guess(cell, rules):
    if isinstance(cell.got, str) and isinstance(cell.expected, str):
        return _guess_text(cell.got, cell.expected)
    if any(
        is_missing(value) or isinstance(value, complex) or not is_number(value) for value in (cell.got, cell.expected)
    ):
        return NOTHING
    try:
        return _guess_number(float(cell.got), float(cell.expected), rules)
    except OverflowError:  # integers beyond the floats
        return NOTHING


def _guess_text(got, expected):
    if characters.mojibake(got) == expected:
        return Text(
            'Votre texte est de l\'UTF-8 lu dans un autre encodage : lisez le fichier avec `encoding="utf-8"`.'
            if not is_r()
            else 'Votre texte est de l\'UTF-8 lu dans un autre encodage : lisez le fichier avec `encoding = "UTF-8"`.',
            'Your text is UTF-8 that was read in another encoding: read the file with `encoding="utf-8"`.'
            if not is_r()
            else 'Your text is UTF-8 that was read in another encoding: read the file with `encoding = "UTF-8"`.',
        )
    odd = characters.difference(got, expected)
    if odd != NOTHING:
        return odd
    if got.strip() == expected.strip():
        return Text("Seuls des espaces au début ou à la fin diffèrent.", "Only spaces at the start or the end differ.")
    if "".join(got.split()) == "".join(expected.split()):
        return Text("Seuls des espaces diffèrent.", "Only spaces differ.")
    if got.casefold() == expected.casefold():
        return Text("Seules des majuscules diffèrent.", "Only the case of letters differs.")
    if _without_accents(got) == _without_accents(expected):
        return Text("Seuls des accents diffèrent.", "Only accents differ.")
    return NOTHING


def _without_accents(text):
    return "".join(mark for mark in unicodedata.normalize("NFD", text) if not unicodedata.combining(mark))


def _guess_number(got, expected, rules):
    # Integers that differ may be one float.
    if got == expected or not (math.isfinite(got) and math.isfinite(expected)) or expected == 0:
        return NOTHING
    if _near(got, -expected):
        return Text("Seul le signe diffère.", "Only the sign differs.")
    if _near(got, expected * 100) or _near(got * 100, expected):
        return Text(
            "Il y a un facteur 100 : proportion ou pourcentage ?",
            "They differ by a factor of 100: proportion or percentage?",
        )
    for digits in range(7 if math.isclose(got, expected, rel_tol=0.01) else 0):
        if got == round(got, digits) == round(expected, digits):
            return Text("Votre valeur est-elle arrondie trop tôt ?", "Is your value rounded too early?")
    if rules.exact and _near(got, expected):
        return Text("L'écart est infime : c'est un arrondi de calcul.", "The gap is tiny: a rounding error.")
    return NOTHING


def _near(one, other):
    return math.isclose(one, other, rel_tol=1e-9)
