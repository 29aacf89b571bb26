"""Values as a learner reads them: short, on one line, written as Python writes them."""

import datetime
import math
import reprlib

import numpy as np
import pandas as pd

LENGTH = 80


class _Short(reprlib.Repr):
    """A `repr` that never looks at more of a value than it shows."""

    def __init__(self):
        super().__init__()
        self.maxlist = self.maxtuple = self.maxset = self.maxfrozenset = self.maxdict = 6
        self.maxlevel = 3
        self.maxstring = self.maxother = 60
        self.fillvalue = "…"

    def repr1(self, value, level):
        if value is pd.NaT or value is pd.NA:
            return "NaT" if value is pd.NaT else "NA"
        if isinstance(value, np.generic):
            value = (
                value.item()
                if value.dtype.kind not in "mM"
                else pd.Timestamp(value)
                if value.dtype.kind == "M"
                else pd.Timedelta(value)
            )
        if isinstance(value, float):
            return "NaN" if math.isnan(value) else _float(value)
        if isinstance(value, datetime.datetime):  # pandas' too
            return _moment(value)
        if isinstance(value, datetime.date):
            return value.isoformat()
        if isinstance(value, np.ndarray):
            return f"array({super().repr1(value[:7].tolist(), level)})" if value.ndim == 1 else f"array{value.shape}"
        if isinstance(value, pd.DataFrame):
            return f"DataFrame{value.shape}"
        if isinstance(value, (pd.Series, pd.Index)):
            return f"{type(value).__name__}({super().repr1(value[:7].tolist(), level)})"
        return super().repr1(value, level)


def _float(number):
    short = format(number, ".10g")
    return short if any(mark in short for mark in ".en") else short + ".0"


def _moment(moment):
    text = moment.isoformat(" ")
    return text.removesuffix(" 00:00:00")


_short = _Short()


def show(value):
    """A value on one line, at most 80 characters long."""
    return _cap(_short.repr(value).replace("\n", " "))


def show_both(expected, got):
    """Two values, written so that they look different if they are."""
    pair = show(expected), show(got)
    if pair[0] == pair[1] != "NaN" and isinstance(expected, float) and isinstance(got, float):
        return repr(float(expected)), repr(float(got))
    return pair


def names(labels, limit=8):
    """A few names in backquotes, separated by commas."""
    shown = [f"`{label if isinstance(label, str) else show(label)}`" for label in labels[:limit]]
    return ", ".join(shown) + (", …" if len(labels) > limit else "")


def _cap(text):
    return text if len(text) <= LENGTH else text[: LENGTH - 1] + "…"
