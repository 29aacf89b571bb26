"""Names and attributes that aren't there."""

import builtins
import re

from spyrales_help.foreign import recognise
from spyrales_help.said import line, message, nearest, some
from spyrales_text import NOTHING, Text, join

_IMPORTS = {
    "pd": "import pandas as pd",
    "np": "import numpy as np",
    "plt": "import matplotlib.pyplot as plt",
    "sns": "import seaborn as sns",
    "sm": "import statsmodels.api as sm",
    "smf": "import statsmodels.formula.api as smf",
    "stats": "from scipy import stats",
    "dt": "import datetime as dt",
    "date": "from datetime import date",
    "timedelta": "from datetime import timedelta",
    "Counter": "from collections import Counter",
    "defaultdict": "from collections import defaultdict",
    "Path": "from pathlib import Path",
    "Decimal": "from decimal import Decimal",
    "sqrt": "from math import sqrt",
    "pi": "from math import pi",
    "dataclass": "from dataclasses import dataclass",
    "LinearRegression": "from sklearn.linear_model import LinearRegression",
    "train_test_split": "from sklearn.model_selection import train_test_split",
    "DataFrame": "import pandas as pd` puis `pd.DataFrame",
}
_MODULES = (
    "math os re json csv random statistics datetime sqlite3 collections itertools string unicodedata io sys pandas numpy "
    "scipy sklearn matplotlib seaborn time decimal functools pathlib copy calendar locale operator"
).split()
_OTHER_LANGUAGES = {
    "true": "True",
    "false": "False",
    "TRUE": "True",
    "FALSE": "False",
    "null": "None",
    "NULL": "None",
    "none": "None",
    "nil": "None",
    "NaN": 'float("nan")',
    "nan": 'float("nan")',
    "NA": "None",
    "length": "len",
    "nrow": "len",
    "paste": "print",
    "cat": "print",
    "xrange": "range",
    "raw_input": "input",
    "unicode": "str",
}
_R = {
    "library",
    "c",
    "data.frame",
    "function",
    "read.csv",
    "mutate",
    "filter",
    "summarise",
    "group_by",
    "ggplot",
    "aes",
}
# Type, method that isn't there → what does it.
_METHODS = {
    ("list", "add"): "append",
    ("list", "push"): "append",
    ("list", "length"): "len(…)",
    ("list", "size"): "len(…)",
    ("list", "mean"): "sum(…) / len(…)",
    ("list", "sum"): "sum(…)",
    ("list", "max"): "max(…)",
    ("list", "min"): "min(…)",
    ("list", "split"): "une boucle sur ses éléments",
    ("list", "join"): '", ".join(liste)',
    ("list", "items"): "enumerate(…)",
    ("list", "keys"): "enumerate(…)",
    ("list", "contains"): "in",
    ("str", "length"): "len(…)",
    ("str", "size"): "len(…)",
    ("str", "append"): "+=",
    ("str", "contains"): "in",
    ("str", "reverse"): "texte[::-1]",
    ("str", "trim"): "strip",
    ("str", "toLowerCase"): "lower",
    ("str", "toUpperCase"): "upper",
    ("dict", "has_key"): "in",
    ("dict", "append"): "d[clé] = valeur",
    ("dict", "add"): "d[clé] = valeur",
    ("dict", "iteritems"): "items",
    ("dict", "sort"): "sorted(…)",
    ("set", "append"): "add",
    ("tuple", "append"): "une liste",
    ("DataFrame", "append"): "pd.concat",
    ("Series", "append"): "pd.concat",
    ("DataFrame", "ix"): "loc",
    ("DataFrame", "iteritems"): "items",
    ("Series", "iteritems"): "items",
    ("DataFrame", "unique"): 'tableau["colonne"].unique()',
    ("DataFrame", "str"): 'tableau["colonne"].str',
    ("DataFrame", "tolist"): "values.tolist()",
    ("DataFrame", "to_list"): "values.tolist()",
    ("Series", "columns"): "name",
    ("ndarray", "append"): "np.append",
    ("ndarray", "head"): "tableau[:5]",
    ("ndarray", "value_counts"): "np.unique(…, return_counts=True)",
}
_ATTRIBUTE = re.compile(r"'([\w.]+)' object has no attribute '(\w+)'")


def explain(kind, error, context):
    if isinstance(error, UnboundLocalError):
        name = NameError.name.__get__(error)
        return Text(
            f"La variable `{name}` est lue dans la fonction avant d'y recevoir une valeur : donnez-la en argument, ou donnez-lui d'abord une valeur.",
            f"The variable `{name}` is read in the function before it gets a value there: pass it as an argument, or give it a value first.",
        )
    if isinstance(error, NameError):
        name = NameError.name.__get__(error)
        return _name(name, error, context) if type(name) is str else None
    if isinstance(error, AttributeError):
        return _attribute(error, context)
    return None


def _name(name, error, context):
    if name in ("In", "Out"):
        return recognise(context.source)
    if name in _OTHER_LANGUAGES:
        own = _OTHER_LANGUAGES[name]
        return Text(
            f"`{name}` n'existe pas en Python : écrivez `{own}`.", f"There is no `{name}` in Python: write `{own}`."
        )
    if name in _IMPORTS or name in _MODULES:
        wanted = _IMPORTS.get(name) or f"import {name}"
        return Text(
            f"Le nom `{name}` n'est pas défini : il manque `{wanted}` en haut du fichier.",
            f"The name `{name}` isn't defined: `{wanted}` is missing at the top of the file.",
        )
    code = line(error, context)
    if name in _R and (name != "c" or "c(" in code):
        return Text(
            f"`{name}` n'existe pas en Python : ce code ressemble à du R, et cet exercice attend du Python.",
            f"There is no `{name}` in Python: this code looks like R, and this exercise expects Python.",
        )
    known = nearest(name, [*context.names, *_locals(error, context), *dir(builtins)], 0.75)
    told = Text(f"Le nom `{name}` n'est défini nulle part.", f"The name `{name}` is defined nowhere.")
    if known and known != name:
        more = Text(f"Est-ce `{known}` ?", f"Is it `{known}`?")
    elif re.search(rf"^\s*def {re.escape(name)}\b|^{re.escape(name)}\s*=[^=]", context.source, re.M):
        more = Text(
            "Il n'est défini que plus bas, ou dans une autre fonction : placez sa définition avant.",
            "It is defined further down only, or in another function: put its definition before.",
        )
    else:
        more = Text(
            "S'il s'agit d'un texte, mettez-le entre guillemets ; d'une variable, donnez-lui d'abord une valeur.",
            "If it is a text, put it in quotes; if a variable, give it a value first.",
        )
    return join((told, more))


def _locals(error, context):
    from spyrales_help.said import learner_frame

    found = learner_frame(error, context.filename)
    return [] if found is None else list(found[0].f_locals)


def _attribute(error, context):
    said = message(error)
    found = _ATTRIBUTE.search(said)
    if found is None:
        found = re.search(r"module '([\w.]+)' has no attribute '(\w+)'", said)
        return None if found is None else _module_attribute(error, *found.groups())
    kind, name = found.groups()
    if kind == "NoneType":
        return Text(
            f"La valeur avant `.{name}` est `None` : la fonction qui l'a donnée ne renvoie rien (il manque `return`), ou c'est une méthode qui modifie sur place, comme `sort` ou `append`.",
            f"The value before `.{name}` is `None`: the function that gave it returns nothing (`return` is missing), or it is a method that changes things in place, as `sort` or `append` do.",
        )
    told = Text(f"Un objet `{kind}` n'a pas de `.{name}`.", f"A `{kind}` object has no `.{name}`.")
    if (kind, name) in _METHODS:
        own = _METHODS[kind, name]
        return join((told, Text(f"Regardez `{own}`.", f"Look at `{own}`.")))
    obj = AttributeError.obj.__get__(error)
    columns = getattr(obj, "columns", None) if kind == "DataFrame" else None
    if columns is not None:
        labels = [label for label in columns if type(label) is str]
        known = nearest(name, labels, 0.7)
        if known:
            return join(
                (
                    told,
                    Text(
                        f'Est-ce la colonne `{known}` ? Écrivez `tableau["{known}"]`.',
                        f'Is it the column `{known}`? Write `table["{known}"]`.',
                    ),
                )
            )
    known = nearest(name, _public(obj), 0.75)
    if known:
        return join((told, Text(f"Est-ce `.{known}` ?", f"Is it `.{known}`?")))
    if columns is not None:
        return join((told, Text(f"Ses colonnes sont {some(labels)}.", f"Its columns are {some(labels)}.")))
    if kind in ("list", "tuple", "dict", "str", "int", "float", "function", "builtin_function_or_method"):
        return join(
            (
                told,
                Text(
                    "Est-ce bien la valeur que vous attendiez à cet endroit ?",
                    "Is it the value that you expected there?",
                ),
            )
        )
    return told


def _public(obj):
    try:
        if type(obj).__module__ == "__main__":
            names = {name for base in type(obj).__mro__ for name in base.__dict__} | set(vars(obj))
        else:
            names = dir(obj)
    except Exception:
        return []
    return [name for name in names if type(name) is str and not name.startswith("_")]


def _module_attribute(error, module, name):
    obj = AttributeError.obj.__get__(error)
    known = nearest(name, _public(obj), 0.7)
    told = Text(
        f"Le module `{module}` n'a rien qui s'appelle `{name}`.", f"The module `{module}` has nothing called `{name}`."
    )
    return join((told, Text(f"Est-ce `{known}` ?", f"Is it `{known}`?") if known else NOTHING))
