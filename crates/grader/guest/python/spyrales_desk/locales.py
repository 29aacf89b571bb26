"""French and English locales for `locale`, `time` and all that asks them, where the C library knows none.

The C library here takes any name and changes nothing. A name that isn't known is refused instead, as by a desk on which
that locale isn't installed.
"""

import locale
import re
import time
import unicodedata

_DAYS = "lundi mardi mercredi jeudi vendredi samedi dimanche".split()
_SHORT_DAYS = "lun. mar. mer. jeu. ven. sam. dim.".split()
_MONTHS = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split()
_SHORT_MONTHS = "janv. févr. mars avril mai juin juil. août sept. oct. nov. déc.".split()
_COMPOUND = {"c": "%a %d %b %Y %H:%M:%S", "x": "%d/%m/%Y", "X": "%H:%M:%S", "r": "%I:%M:%S ", "p": "", "P": ""}
_DIRECTIVE = re.compile(r"%(%|[-_0^#]*([AaBbhcxXrpP]))")

_NUMERIC = {"decimal_point": ",", "thousands_sep": "\u202f", "grouping": [3, 0]}
_MONETARY = {
    "int_curr_symbol": "EUR ",
    "currency_symbol": "€",
    "mon_decimal_point": ",",
    "mon_thousands_sep": "\u202f",
    "mon_grouping": [3, 0],
    "positive_sign": "",
    "negative_sign": "-",
    "int_frac_digits": 2,
    "frac_digits": 2,
    "p_cs_precedes": 0,
    "p_sep_by_space": 1,
    "n_cs_precedes": 0,
    "n_sep_by_space": 1,
    "p_sign_posn": 1,
    "n_sign_posn": 1,
}
_DOLLARS = {
    **_MONETARY,
    "int_curr_symbol": "USD ",
    "currency_symbol": "$",
    "mon_decimal_point": ".",
    "mon_thousands_sep": ",",
}
_DOLLARS |= dict.fromkeys(("p_cs_precedes", "n_cs_precedes"), 1) | dict.fromkeys(
    ("p_sep_by_space", "n_sep_by_space"), 0
)

_LANGUAGES = {"fr": "fr", "fr_fr": "fr", "french": "fr", "french_france": "fr", "français": "fr", "fra": "fr"}
_LANGUAGES |= dict.fromkeys(("en", "en_us", "english", "english_united states", "american"), "en")
_LANGUAGES |= dict.fromkeys(("c", "posix"), "c")
# What `setlocale(LC_ALL, "")` chooses: this is a French service.
_OWN = "fr_FR.UTF-8"

_NAMES = ("LC_CTYPE", "LC_NUMERIC", "LC_TIME", "LC_COLLATE", "LC_MONETARY", "LC_MESSAGES")
_categories = {getattr(locale, name): name for name in _NAMES if hasattr(locale, name)}
_current = {}
_strftime = time.strftime


def install():
    """Puts these locales in the place of the C library's."""
    _current.update(dict.fromkeys(_categories, "C"))
    _current[locale.LC_CTYPE] = "C.UTF-8"
    locale._setlocale = _setlocale
    locale.strxfrm = strxfrm
    locale.strcoll = strcoll
    time.strftime = strftime


def _language(name):
    """`fr`, `en` or `c`; `locale.Error` for any other."""
    bare, _, encoding = name.lower().partition(".")
    bare = bare.partition("@")[0].replace("-", "_")
    language = _LANGUAGES.get(bare)
    if language is None or encoding.replace("-", "") not in ("", "utf8", "65001", "1252"):
        raise locale.Error("unsupported locale setting")
    return language


def _setlocale(category, name=None):
    if category != locale.LC_ALL and category not in _categories:
        raise locale.Error("unsupported locale setting")
    if name is not None:
        _set(category, name)
    if category != locale.LC_ALL:
        return _current[category]
    if len(set(_current.values())) == 1:
        return _current[locale.LC_CTYPE]
    return ";".join(f"{_categories[one]}={value}" for one, value in _current.items())


def _set(category, name):
    if name == "":
        name = _OWN
    if category == locale.LC_ALL and "=" in name:
        parts = dict(part.split("=", 1) for part in name.split(";"))
        wanted = {one: parts.get(label, _current[one]) for one, label in _categories.items()}
    else:
        wanted = dict.fromkeys(_categories if category == locale.LC_ALL else [category], name)
    for value in wanted.values():
        _language(value)
    _current.update(wanted)
    conventions = {}
    if _is(locale.LC_NUMERIC, "fr"):
        conventions |= _NUMERIC
    elif _is(locale.LC_NUMERIC, "en"):
        conventions |= {"decimal_point": ".", "thousands_sep": ",", "grouping": [3, 0]}
    if _is(locale.LC_MONETARY, "fr"):
        conventions |= _MONETARY
    elif _is(locale.LC_MONETARY, "en"):
        conventions |= _DOLLARS
    locale._override_localeconv = conventions


def _is(category, language):
    return _language(_current[category]) == language


def strftime(format, *moment):
    """`time.strftime`, in French where that is the locale of times."""
    if not _is(locale.LC_TIME, "fr"):
        return _strftime(format, *moment)
    fields = moment[0] if moment else time.localtime()

    def french(found):
        directive = found.group(2)
        if directive is None:
            return found.group()
        if directive in _COMPOUND:
            return _DIRECTIVE.sub(french, _COMPOUND[directive])
        names, place = {
            "A": (_DAYS, 6),
            "a": (_SHORT_DAYS, 6),
            "B": (_MONTHS, 1),
            "b": (_SHORT_MONTHS, 1),
            "h": (_SHORT_MONTHS, 1),
        }[directive]
        name = names[fields[place] if place == 6 else fields[place] - 1]
        return name.upper() if "^" in found.group(1) else name

    return _strftime(_DIRECTIVE.sub(french, format), *moment)


def strxfrm(text):
    """A text that sorts as this one does in the locale of collation."""
    if _is(locale.LC_COLLATE, "c"):
        return text
    text = text.replace("œ", "oe").replace("Œ", "OE").replace("æ", "ae").replace("Æ", "AE")
    letters, accents, cases = [], [], []
    for mark in unicodedata.normalize("NFD", text):
        if unicodedata.combining(mark):
            if accents:
                accents[-1] += mark
            continue
        rank = "2" if mark.isalpha() else "1" if mark.isdigit() else "0"
        letters.append(rank + mark.casefold())
        accents.append("a")
        cases.append("b" if mark.isupper() else "a")
    return "\x01".join("".join(part) for part in (letters, accents, cases))


def strcoll(one, other):
    """Below, at or above 0, as the first text sorts before, with or after the second."""
    one, other = strxfrm(one), strxfrm(other)
    return (one > other) - (one < other)
