"""Says what an expression gives: type, shape, types inside and values. Runs in the guest and on a desk alike."""

import math
import re
import warnings

import numpy as np
import pandas as pd
import scipy as sp
import sklearn.cluster, sklearn.datasets, sklearn.ensemble, sklearn.linear_model, sklearn.metrics  # noqa: E401
import sklearn.model_selection, sklearn.neighbors, sklearn.preprocessing, sklearn.tree, sklearn.utils.random, sklearn.mixture, sklearn.svm  # noqa: E401
import sklearn as sk


def _number(x):
    if isinstance(x, complex):
        return f"{_number(x.real)}+{_number(x.imag)}j"
    if isinstance(x, float):
        # The last digits depend on the order in which a processor adds.
        return repr(x) if math.isnan(x) or math.isinf(x) else f"{x:.9g}"
    return repr(x)


def _values(x):
    if isinstance(x, list):
        return "[" + ", ".join(_values(v) for v in x) + "]"
    return _number(x)


def describe(x):
    if isinstance(x, np.ndarray):
        kind = "" if type(x) is np.ndarray else f"{type(x).__name__} "
        return f"{kind}array {x.dtype.name} {x.shape} {_values(x.tolist())}"
    if isinstance(x, np.generic):
        return f"{x.dtype.name} scalar {_number(x.item())}"
    if isinstance(x, pd.Series):
        return f"Series {x.dtype} {x.name!r} {_values(x.tolist())} by {describe(x.index)}"
    if isinstance(x, pd.MultiIndex):
        levels = "; ".join(f"{level.dtype}" for level in x.levels)
        return f"MultiIndex {levels} {x.tolist()!r}"
    if isinstance(x, pd.RangeIndex):
        return f"RangeIndex {x.start}:{x.stop}:{x.step}"
    if isinstance(x, pd.Index):
        return f"{type(x).__name__} {x.dtype} {_values(x.tolist())}"
    if isinstance(x, pd.DataFrame):
        columns = "; ".join(f"{name!r} {x.iloc[:, i].dtype} {_values(x.iloc[:, i].tolist())}" for i, name in enumerate(x.columns))
        return f"DataFrame {columns} by {describe(x.index)}"
    if isinstance(x, pd.Categorical):
        return f"Categorical {x.codes.dtype} {x.tolist()!r} of {describe(x.categories)}"
    if isinstance(x, pd.api.extensions.ExtensionArray):
        return f"{type(x).__name__} {x.dtype} {x.tolist()!r}"
    if isinstance(x, tuple | list):
        open, close = "()" if isinstance(x, tuple) else "[]"
        return f"{type(x).__name__} {open}" + ", ".join(describe(v) for v in x) + close
    if isinstance(x, dict):
        return "dict {" + ", ".join(f"{describe(k)}: {describe(v)}" for k, v in x.items()) + "}"
    if isinstance(x, np.dtype | pd.api.extensions.ExtensionDtype):
        return f"dtype {x.name}"
    if isinstance(x, type):
        return f"type {x.__name__}"
    if isinstance(x, bool | int | float | complex):
        return f"{type(x).__name__} {_number(x)}"
    return f"{type(x).__name__} " + re.sub(r" at 0x\w+", "", repr(x)).replace("\n", "\\n")


def run(expression):
    """What `expression` gives, or its error; from the same start each time. Statements may stand before it."""
    np.random.seed(7)
    scope = {"np": np, "pd": pd, "sp": sp, "sk": sk, "rng": np.random.default_rng(7)}
    *before, last = expression.split(";; ")
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        try:
            for statement in before:
                exec(statement, scope)
            return describe(eval(last, scope))
        except Exception as error:
            return f"{type(error).__name__}: {str(error).splitlines()[0] if str(error) else ''}"


def lines(expressions):
    """One line for each: the expression, a tab, what it gives."""
    for expression in expressions.splitlines():
        if expression and not expression.startswith("#"):
            yield f"{expression}\t{run(expression)}"
