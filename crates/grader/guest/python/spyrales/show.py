"""Values as a learner reads them: short, on one line, written as Python writes them."""

import datetime
import math
import reprlib
import unicodedata

import numpy as np
import pandas as pd

import spyrales_characters as characters
from spyrales import show_r
from spyrales.dialect import is_r

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
    """A value on one line, at most 80 characters long, as the submission's language writes it."""
    in_r = show_r.short(value) if is_r() else None
    if in_r is not None:
        return _cap(in_r)
    return _cap(_short.repr(value).replace("\n", " "))


def show_both(expected, got):
    """Two values, written so that they look different if they are."""
    pair = show(expected), show(got)
    kinds = type(expected), type(got)
    if set(kinds) == {int, float}:
        # Beyond 10 digits a float looks like another number.
        return tuple(
            repr(value) if isinstance(value, float) and value == value else shown
            for value, shown in zip((expected, got), pair)
        )
    if kinds == (str, str) and expected != got and characters.plain(expected) == characters.plain(got):
        return _texts(expected, got)
    if pair[0] != pair[1] or pair[0] == "NaN":
        return pair
    if issubclass(kinds[0], float) and issubclass(kinds[1], float):
        return repr(float(expected)), repr(float(got))
    if kinds == (str, str):
        return _texts(expected, got)
    names = tuple(kind.__name__ for kind in kinds)
    if names[0] != names[1]:
        return f"{pair[0]} ({names[0]})", f"{pair[1]} ({names[1]})"
    zones = tuple(str(getattr(value, "tzinfo", None)) for value in (expected, got))
    if zones[0] != zones[1]:
        return f"{pair[0]} ({zones[0]})", f"{pair[1]} ({zones[1]})"
    long = repr(expected), repr(got)
    return _around(*long) if long[0] != long[1] else pair


def _texts(expected, got):
    """Two texts that differ where nobody sees it: by what is left out of the middle, or by odd characters."""
    if unicodedata.normalize("NFC", expected) == unicodedata.normalize("NFC", got):
        pair = [repr(text) if unicodedata.is_normalized("NFC", text) else ascii(text) for text in (expected, got)]
    else:
        pair = [repr(characters.visible(text)) for text in (expected, got)]
    return _around(*pair)


def _around(one, other):
    """The part of two long texts where the first difference is."""
    place = next((at for at, (a, b) in enumerate(zip(one, other)) if a != b), min(len(one), len(other)))
    start = max(0, place - LENGTH // 3) if max(len(one), len(other)) > LENGTH else 0
    return tuple(("…" if start else "") + _cap(text[start:]) for text in (one, other))


def names(labels, limit=8):
    """A few names in backquotes, separated by commas."""
    shown = [f"`{characters.visible(label) if isinstance(label, str) else show(label)}`" for label in labels[:limit]]
    return ", ".join(shown) + (", …" if len(labels) > limit else "")


def _cap(text):
    return text if len(text) <= LENGTH else text[: LENGTH - 1] + "…"
