"""What a value is, in words, and what often explains one of the wrong kind."""

import re

import numpy as np
import pandas as pd

from spyrales import dialect
from spyrales.dialect import look
from spyrales.remote import RemoteObject
from spyrales_text import NOTHING, Text, join

# Objects that give their items one by one.
_LAZY = {
    "generator",
    "map",
    "filter",
    "zip",
    "range",
    "enumerate",
    "reversed",
    "dict_keys",
    "dict_values",
    "dict_items",
    "list_iterator",
    "tuple_iterator",
    "set_iterator",
    "dict_keyiterator",
    "islice",
    "chain",
    "product",
    "permutations",
    "combinations",
    "accumulate",
    "groupby",
    "starmap",
    "takewhile",
    "dropwhile",
    "reader",
    "DictReader",
    "odict_items",
    "odict_keys",
    "odict_values",
    "callable_iterator",
    "re.Scanner",
    "zip_longest",
    "pairwise",
    "batched",
}


def noun(value):
    """The kind of a value with its article, as `une liste (`list`)`."""
    return dialect.of_class(value.class_name) if isinstance(value, RemoteObject) else dialect.noun(value)


def advice(value, expected=None):
    """What often explains a value of the wrong kind; nothing if nothing comes to mind."""
    if value is None:
        return _no_result()
    if isinstance(value, RemoteObject):
        return _of_object(value.class_name)
    if isinstance(value, str):
        return _of_text(value, expected)
    if (
        isinstance(expected, str)
        and isinstance(value, (int, float))
        and not isinstance(value, bool)
        and not dialect.is_r()
    ):
        return Text("Convertissez le nombre en texte : `str(…)`.", "Convert the number to a text: `str(…)`.")
    if isinstance(expected, bool) and isinstance(value, (int, float)):
        return Text(
            f"Renvoyez le booléen lui-même, {_truths()}, par exemple le résultat d'une comparaison.",
            f"Return the boolean itself, {_truths()}, for instance the result of a comparison.",
        )
    if isinstance(expected, pd.DataFrame):
        if isinstance(value, pd.Series):
            return look("to frame")
        if isinstance(value, (list, tuple, dict, np.ndarray)):
            return look("frame")
    if isinstance(expected, pd.Series) and isinstance(value, (list, tuple, dict, np.ndarray)):
        return look("series")
    if isinstance(expected, pd.Series) and isinstance(value, pd.DataFrame):
        column = "$" if dialect.is_r() else '["colonne"]'
        return Text(f"Choisissez une colonne : `tableau{column}`.", f"Choose a column: `tableau{column}`.")
    if isinstance(expected, np.ndarray) and isinstance(value, (list, tuple, pd.Series)):
        return look("array")
    if isinstance(value, (list, tuple)) and len(value) == 1 and type(value[0]) is type(expected):
        return Text(
            "Renvoyez la valeur elle-même, sans liste autour.", "Return the value itself, without a list around it."
        )
    return NOTHING


def _truths():
    return "`TRUE` ou `FALSE`" if dialect.is_r() else "`True` ou `False`"


def _no_result():
    if dialect.is_r():
        return Text(
            "La fonction renvoie-t-elle bien son résultat ? `cat`, une boucle `for` et une affectation à la fin ne renvoient pas de valeur : finissez par la valeur elle-même.",
            "Does the function return its result? `cat`, a `for` loop and an assignment at the end return no value: end with the value itself.",
        )
    return Text(
        "La fonction renvoie-t-elle bien son résultat avec `return` ? `print` l'affiche sans le renvoyer.",
        "Does the function `return` its result? `print` shows it without returning it.",
    )


def _of_object(class_name):
    if class_name in ("DataFrameGroupBy", "SeriesGroupBy"):
        return Text(
            "Après `groupby`, il manque un calcul : `sum`, `mean`, `size`…",
            "After `groupby`, a computation is missing: `sum`, `mean`, `size`…",
        )
    if class_name == "coroutine":
        return Text(
            "Une fonction `async def` ne calcule rien avant d'être attendue : définissez-la avec `def`, et lancez ce qui est asynchrone à l'intérieur avec `asyncio.run(…)`.",
            "An `async def` function computes nothing before it is awaited: define it with `def`, and start what is asynchronous inside it with `asyncio.run(…)`.",
        )
    if class_name in _LAZY or class_name.endswith("iterator"):
        return Text(
            "C'est un objet qui donne ses éléments un à un : faites-en une liste avec `list(…)`.",
            "This is an object that gives its items one by one: make a list of it with `list(…)`.",
        )
    if class_name in ("function", "method", "builtin_function_or_method"):
        return Text(
            "Manque-t-il des parenthèses pour appeler la fonction ?", "Are the parentheses of the call missing?"
        )
    return NOTHING


def _of_text(text, expected):
    if isinstance(expected, bool):
        return Text(
            f"Renvoyez le booléen lui-même, sans guillemets : {_truths()}.",
            f"Return the boolean itself, without quotes: {_truths()}.",
        )
    if isinstance(expected, (int, float)):
        number = "`as.numeric(…)`" if dialect.is_r() else "`int(…)` ou `float(…)`"
        if re.fullmatch(r"\s*[-+]?\d+(\.\d+)?\s*", text):
            return Text(
                f"Convertissez le texte en nombre : {number}.",
                f"Convert the text to a number: {number.replace(' ou ', ' or ')}.",
            )
        if re.fullmatch(r"\s*[-+]?[\d\s\u00a0\u202f]*\d,\d+\s*", text):
            replace = '`sub(",", ".", …)`' if dialect.is_r() else '`replace(",", ".")`'
            return Text(
                f"La virgule décimale s'écrit `.` dans un nombre : {replace}, puis {number}.",
                f"The decimal comma is written `.` in a number: {replace}, then {number.replace(' ou ', ' or ')}.",
            )
        return Text("Renvoyez le nombre seul, sans texte autour.", "Return the number alone, without text around it.")
    if hasattr(expected, "isoformat") and not dialect.is_r():
        return Text(
            "Convertissez le texte en date : `datetime.strptime` ou `pd.to_datetime`.",
            "Convert the text to a date: `datetime.strptime` or `pd.to_datetime`.",
        )
    if hasattr(expected, "isoformat"):
        return look("date")
    return NOTHING


def unlike(expected, got):
    """Two kinds in words that differ, where both are of classes of one name."""
    wanted, came = noun(expected), noun(got)
    if wanted != came:
        return wanted, came
    return tuple(
        join((text, Text(f"({kind})", f"({kind})")))
        for text, kind in ((wanted, _module(expected)), (came, _module(got)))
    )


def _module(value):
    if isinstance(value, RemoteObject):
        return value.class_name
    return f"{type(value).__module__}.{type(value).__name__}"
