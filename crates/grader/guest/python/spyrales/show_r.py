"""Values as a learner of R reads them: short, on one line, written as R writes them."""

import datetime
import math

import numpy as np
import pandas as pd

_ITEMS = 6
_TEXT = 60
_DEPTH = 3


def short(value, depth=0):
    """A value in R's words, `c(1, 2)`, `TRUE`, `"a"`, `list(a = 1)`; None for what R has no words for."""
    if value is None:
        return "NULL"
    if value is pd.NA or value is pd.NaT:
        return "NA"
    if isinstance(value, np.generic):
        value = pd.Timestamp(value) if value.dtype.kind == "M" else value.item()
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        return _number(value)
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, datetime.datetime):
        return value.isoformat(" ").removesuffix(" 00:00:00")
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, pd.DataFrame):
        return f"data.frame({value.shape[0]} × {value.shape[1]})"
    if depth == _DEPTH:
        return "…"
    if isinstance(value, dict):
        return _call("list", [f"{name} = {_inner(item, depth)}" for name, item in list(value.items())[: _ITEMS + 1]])
    if isinstance(value, np.ndarray) and value.ndim > 1:
        return f"matrix({' × '.join(map(str, value.shape))})"
    if isinstance(
        value, (list, tuple, set, frozenset, np.ndarray, pd.Series, pd.Index, pd.api.extensions.ExtensionArray)
    ):
        items = list(value)[: _ITEMS + 1]
        several = any(isinstance(item, (list, tuple, dict, np.ndarray, pd.Series, pd.DataFrame)) for item in items)
        return _call("list" if several else "c", [_inner(item, depth) for item in items])
    return None


def _inner(item, depth):
    text = short(item, depth + 1)
    return "…" if text is None else text


def _call(function, items):
    return f"{function}({', '.join(items[:_ITEMS])}{', …' if len(items) > _ITEMS else ''})"


def _number(number):
    if math.isnan(number):
        return "NaN"
    if math.isinf(number):
        return "Inf" if number > 0 else "-Inf"
    return format(number, ".10g")


def _text(text):
    if len(text) > _TEXT:
        text = text[: _TEXT // 2 - 1] + "…" + text[-_TEXT // 2 :]
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
    return f'"{escaped}"'
