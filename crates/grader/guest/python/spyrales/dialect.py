"""The words of the language that a submission is written in: what its values are called, and where to look.

A learner of R is never told of pandas, and one of Python never of `data.frame`.
"""

import datetime
import decimal

import numpy as np
import pandas as pd

from spyrales_text import NOTHING, Text

_language = "python"


def speak(language):
    """Says in which language the submission is written: `python` or `r`."""
    global _language
    _language = language


def is_r():
    return _language == "r"


# In this order: `bool` is an `int`, a `datetime` is a `date`.
_PYTHON = (
    (bool, Text("un booléen (`bool`)", "a boolean (`bool`)")),
    (int, Text("un nombre entier (`int`)", "an integer (`int`)")),
    (float, Text("un nombre à virgule (`float`)", "a floating-point number (`float`)")),
    (complex, Text("un nombre complexe (`complex`)", "a complex number (`complex`)")),
    (decimal.Decimal, Text("un nombre décimal exact (`Decimal`)", "an exact decimal number (`Decimal`)")),
    (str, Text("un texte (`str`)", "a text (`str`)")),
    (bytes, Text("des octets (`bytes`)", "bytes (`bytes`)")),
    (pd.Timestamp, Text("une date avec heure de pandas (`Timestamp`)", "a date and time of pandas (`Timestamp`)")),
    (datetime.datetime, Text("une date avec heure (`datetime`)", "a date and time (`datetime`)")),
    (datetime.date, Text("une date (`date`)", "a date (`date`)")),
    (datetime.time, Text("une heure (`time`)", "a time (`time`)")),
    (datetime.timedelta, Text("une durée (`timedelta`)", "a duration (`timedelta`)")),
    (pd.Period, Text("une période (`Period`)", "a period (`Period`)")),
    (pd.Interval, Text("un intervalle (`Interval`)", "an interval (`Interval`)")),
    (list, Text("une liste (`list`)", "a list (`list`)")),
    (tuple, Text("un tuple (`tuple`)", "a tuple (`tuple`)")),
    ((set, frozenset), Text("un ensemble (`set`)", "a set (`set`)")),
    (dict, Text("un dictionnaire (`dict`)", "a dictionary (`dict`)")),
    (pd.DataFrame, Text("un tableau pandas (`DataFrame`)", "a pandas table (`DataFrame`)")),
    (pd.Series, Text("une série pandas (`Series`)", "a pandas series (`Series`)")),
    (pd.Index, Text("un index pandas (`Index`)", "a pandas index (`Index`)")),
    (np.ndarray, Text("un tableau NumPy (`ndarray`)", "a NumPy array (`ndarray`)")),
    (pd.api.extensions.ExtensionArray, Text("un tableau interne de pandas", "an internal array of pandas")),
)
_R = (
    (bool, Text("un logique (`logical`)", "a logical (`logical`)")),
    (int, Text("un nombre entier (`integer`)", "an integer (`integer`)")),
    ((float, decimal.Decimal), Text("un nombre (`numeric`)", "a number (`numeric`)")),
    (complex, Text("un nombre complexe (`complex`)", "a complex number (`complex`)")),
    (str, Text("un texte (`character`)", "a text (`character`)")),
    (bytes, Text("des octets (`raw`)", "bytes (`raw`)")),
    (datetime.datetime, Text("une date avec heure (`POSIXct`)", "a date and time (`POSIXct`)")),
    (datetime.date, Text("une date (`Date`)", "a date (`Date`)")),
    (datetime.time, Text("une heure", "a time of day")),
    (datetime.timedelta, Text("une durée (`difftime`)", "a duration (`difftime`)")),
    (list, Text("un vecteur ou une liste", "a vector or a list")),
    (tuple, Text("une liste (`list`)", "a list (`list`)")),
    ((set, frozenset), Text("un ensemble de valeurs", "a set of values")),
    (dict, Text("une liste nommée (`list`)", "a named list (`list`)")),
    (pd.DataFrame, Text("un tableau (`data.frame`)", "a table (`data.frame`)")),
    (pd.Series, Text("un vecteur nommé", "a named vector")),
    (pd.Categorical, Text("un facteur (`factor`)", "a factor (`factor`)")),
    ((pd.Index, pd.api.extensions.ExtensionArray), Text("un vecteur", "a vector")),
)
_REMOTE = {
    "function": Text("une fonction", "a function"),
    "generator": Text("un générateur", "a generator"),
    "coroutine": Text("une coroutine (fonction `async def`)", "a coroutine (an `async def` function)"),
    "type": Text("une classe", "a class"),
    "module": Text("un module", "a module"),
    "environment": Text("un environnement", "an environment"),
}
_NONE = {"python": Text("rien (`None`)", "nothing (`None`)"), "r": Text("rien (`NULL`)", "nothing (`NULL`)")}
_MISSING = {
    "python": Text("une valeur manquante", "a missing value"),
    "r": Text("une valeur manquante (`NA`)", "a missing value (`NA`)"),
}


def noun(value):
    """The kind of a value with its article, as `une liste (`list`)`."""
    if value is None:
        return _NONE[_language]
    if value is pd.NaT or value is pd.NA:
        return _MISSING[_language]
    if isinstance(value, np.generic):
        value = value.item()
    if is_r() and isinstance(value, np.ndarray):
        return (
            Text("un vecteur", "a vector") if value.ndim == 1 else Text("une matrice (`matrix`)", "a matrix (`matrix`)")
        )
    for kind, text in _R if is_r() else _PYTHON:
        if isinstance(value, kind):
            return text
    return of_class(type(value).__name__)


def of_class(name):
    """An object that is known by the name of its class alone."""
    return _REMOTE.get(name) or Text(f"un objet de classe `{name}`", f"an object of class `{name}`")


# What to look at: in Python, in R. None where there is nothing to say.
_LOOK = {
    "sort": ("sort_values", "order"),
    "sort index": ("sort_values` et `sort_index", "order"),
    "sort list": ("sorted", "sort"),
    "distinct": ("drop_duplicates", "unique"),
    "group": ("groupby", "aggregate"),
    "reset index": ("reset_index", "data.frame"),
    "index names": ("set_index` et `reset_index", None),
    "to frame": ("reset_index` ou `to_frame", "data.frame(…)"),
    "frame": ("pd.DataFrame(…)", "data.frame(…)"),
    "series": ("pd.Series(…)", "setNames"),
    "array": ("np.array(…)` ou `to_numpy()", "c(…)"),
    "astype": ("astype", "as.numeric` ou `as.character"),
    "reshape": ("reshape` ou `ravel", "matrix(…)"),
    "number": ("pd.to_numeric", "as.numeric"),
    "text": ("astype(str)", "as.character"),
    "datetime": ("pd.to_datetime", "as.POSIXct"),
    "date": ("pd.to_datetime", "as.Date"),
    "zoned": ("dt.tz_localize", 'as.POSIXct(…, tz = "…")'),
    "unzoned": ("dt.tz_localize(None)", "as.Date"),
    "timedelta": ("pd.to_timedelta", "as.difftime"),
    "category": ('astype("category")', "factor"),
    "boolean": ("astype(bool)", "as.logical"),
    "period": ("dt.to_period", None),
    "interval": ("pd.cut", "cut"),
    "separator": ('sep="{}"', 'sep = "{}"'),
    "thousands": ('thousands=" "', "gsub"),
    "decimal": ('decimal=","', 'dec = ","'),
    "bom": ('encoding="utf-8-sig"', 'fileEncoding = "UTF-8-BOM"'),
}


def look(about, argument=None):
    """`Regardez `sort_values`.`, in the words of the submission's language."""
    name = _LOOK[about][1 if is_r() else 0]
    if name is None:
        return NOTHING
    if argument is not None:
        name = name.format(argument)
    en = name.replace("` et `", "` and `").replace("` ou `", "` or `")
    return Text(f"Regardez `{name}`.", f"Look at `{en}`.")


def word(about):
    """The name alone."""
    return _LOOK[about][1 if is_r() else 0]
