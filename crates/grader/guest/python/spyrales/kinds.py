"""What a value is, in words: the noun that a learner would use for it."""

import datetime
import decimal

import numpy as np
import pandas as pd

from spyrales.remote import RemoteObject
from spyrales_text import Text

# In this order: `bool` is an `int`, a `datetime` is a `date`.
_NOUNS = (
    (bool, Text("un booléen (`bool`)", "a boolean (`bool`)")),
    (int, Text("un nombre entier (`int`)", "an integer (`int`)")),
    (float, Text("un nombre à virgule (`float`)", "a floating-point number (`float`)")),
    (complex, Text("un nombre complexe (`complex`)", "a complex number (`complex`)")),
    (decimal.Decimal, Text("un nombre décimal exact (`Decimal`)", "an exact decimal number (`Decimal`)")),
    (str, Text("un texte (`str`)", "a text (`str`)")),
    (bytes, Text("des octets (`bytes`)", "bytes (`bytes`)")),
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
_REMOTE = {
    "function": Text("une fonction", "a function"),
    "generator": Text("un générateur", "a generator"),
    "type": Text("une classe", "a class"),
    "module": Text("un module", "a module"),
}


def noun(value):
    """The kind of a value with its article, as `une liste (`list`)`."""
    if value is None:
        return Text("rien (`None`)", "nothing (`None`)")
    if value is pd.NaT or value is pd.NA:
        return Text("une valeur manquante", "a missing value")
    if isinstance(value, RemoteObject):
        name = value.class_name
        return _REMOTE.get(name) or Text(f"un objet de classe `{name}`", f"an object of class `{name}`")
    if isinstance(value, np.generic):
        value = value.item()
    for kind, text in _NOUNS:
        if isinstance(value, kind):
            return text
    name = type(value).__name__
    return Text(f"un objet de classe `{name}`", f"an object of class `{name}`")


def advice(value, expected=None):
    """What often explains a value of the wrong kind; nothing if nothing comes to mind."""
    if value is None:
        return Text(
            "La fonction renvoie-t-elle bien son résultat avec `return` ?", "Does the function `return` its result?"
        )
    class_name = value.class_name if isinstance(value, RemoteObject) else None
    if class_name in ("DataFrameGroupBy", "SeriesGroupBy"):
        return Text(
            "Après `groupby`, il manque un calcul : `sum`, `mean`, `size`…",
            "After `groupby`, a computation is missing: `sum`, `mean`, `size`…",
        )
    if class_name == "generator" or class_name in ("map", "filter", "zip", "range", "dict_keys", "dict_values"):
        return Text("Convertissez-le, par exemple avec `list(…)`.", "Convert it, for instance with `list(…)`.")
    if class_name in ("function", "method", "builtin_function_or_method"):
        return Text(
            "Manque-t-il des parenthèses pour appeler la fonction ?", "Are the parentheses of the call missing?"
        )
    if isinstance(value, str) and isinstance(expected, (int, float)):
        return Text(
            "Convertissez le texte en nombre : `int(…)` ou `float(…)`.",
            "Convert the text to a number: `int(…)` or `float(…)`.",
        )
    if isinstance(expected, pd.DataFrame):
        if isinstance(value, pd.Series):
            return Text("Regardez `reset_index` ou `to_frame`.", "Look at `reset_index` or `to_frame`.")
        if isinstance(value, (list, dict, np.ndarray)):
            return Text("Regardez `pd.DataFrame(…)`.", "Look at `pd.DataFrame(…)`.")
    if isinstance(expected, pd.Series) and isinstance(value, (list, tuple, dict, np.ndarray)):
        return Text("Regardez `pd.Series(…)`.", "Look at `pd.Series(…)`.")
    if isinstance(expected, pd.Series) and isinstance(value, pd.DataFrame):
        return Text('Choisissez une colonne : `tableau["colonne"]`.', 'Choose a column: `table["column"]`.')
    if isinstance(expected, np.ndarray) and isinstance(value, (list, tuple, pd.Series)):
        return Text("Regardez `np.array(…)` ou `to_numpy()`.", "Look at `np.array(…)` or `to_numpy()`.")
    return Text("", "")
