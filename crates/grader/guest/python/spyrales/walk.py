"""Comparing nested values: lists, dictionaries and sets of numbers, texts and dates."""

import datetime
import decimal
import unicodedata

import numpy as np
import pandas as pd

from spyrales.alike import alike, suspects
from spyrales.dialect import is_r
from spyrales.difference import Cell
from spyrales.kinds import advice, unlike
from spyrales.problems import CheckError
from spyrales.remote import RemoteObject
from spyrales.rules import NUMBERS, is_missing, is_number, plain, same_scalar
from spyrales.show import show, show_both
from spyrales_text import NOTHING, Text, join, same

COUNTED = 10_000
_MOMENTS = (datetime.date, datetime.time, datetime.timedelta, pd.Period, pd.Interval)
_SEQUENCES = (list, tuple, np.ndarray, pd.Series, pd.Index, pd.api.extensions.ExtensionArray)


class Structure(Exception):
    """Two values whose values needn't be compared, as their kinds, lengths or keys differ."""

    def __init__(self, place, sentence, *more):
        self.place = place
        self.sentence = sentence
        self.more = more


def differences(got, expected, rules):
    """The cells that differ, up to 10,000; raises `Structure` at the first difference of structure."""
    cells = []
    _walk(got, expected, rules, NOTHING, cells)
    return cells


def _walk(got, expected, rules, place, cells):
    got, expected = plain(got), plain(expected)
    if is_r():
        got = _as_in_r(got, expected)
    if isinstance(expected, RemoteObject):
        _same_object(got, expected, place)
    elif isinstance(expected, _SEQUENCES):
        _sequence(got, expected, rules, place, cells)
    elif isinstance(expected, dict):
        _mapping(got, expected, rules, place, cells)
    elif isinstance(expected, (set, frozenset)):
        _set(got, expected, place)
    elif _other_kind(got, expected, rules):
        raise _wrong_kind(got, expected, place)
    elif not same_scalar(got, expected, rules) and len(cells) < COUNTED:
        cells.append(Cell(place, None, expected, got))


def _as_in_r(got, expected):
    """A value of R as `check.R` compares it: a number with a name is a number, a named vector a named list."""
    if not isinstance(got, pd.Series) or isinstance(expected, _SEQUENCES):
        return got
    if isinstance(expected, dict):
        return dict(zip(got.index.tolist(), got.tolist())) if got.index.is_unique else got
    single = len(got) == 1 and not isinstance(expected, (set, frozenset, pd.DataFrame))
    return plain(got.iloc[0]) if single else got


def _same_object(got, expected, place):
    """Expects an object of the submission's, which says itself whether it equals another."""
    if isinstance(got, RemoteObject) and got == expected:
        return
    wanted, came = unlike(expected, got)
    if isinstance(got, RemoteObject):
        sentence = Text(
            f"c'est {came.fr} qui n'est pas égal à celui attendu.",
            f"it is {came.en} that doesn't equal the expected one.",
        )
        raise Structure(place, sentence)
    raise Structure(
        place,
        Text(f"attendu {wanted.fr}, obtenu {came.fr}.", f"expected {wanted.en}, got {came.en}."),
        advice(got, expected),
    )


def _other_kind(got, expected, rules):
    """Whether two values differ by kind rather than by value."""
    if is_missing(expected) or (is_missing(got) and got is not None):
        return (got is None) != (expected is None)
    if is_number(expected):
        if rules.strict or (rules.exact and isinstance(expected, decimal.Decimal) and isinstance(got, float)):
            return type(got) is not type(expected)
        return not is_number(got) or isinstance(got, complex) > isinstance(expected, complex)
    if isinstance(expected, bool) or isinstance(got, bool):
        return type(got) is not type(expected)
    if isinstance(expected, datetime.datetime):
        return not isinstance(got, datetime.datetime)
    if isinstance(expected, datetime.date):
        return not isinstance(got, datetime.date) or isinstance(got, datetime.datetime)
    return not isinstance(got, type(expected)) and not isinstance(expected, type(got))


def _wrong_kind(got, expected, place):
    if not _is_value(expected):
        name = type(expected).__name__
        raise CheckError(f"an object of class {name} can't be expected: it isn't a value; compare what it holds")
    values = _short(expected), _short(got)
    if values[0] == values[1]:
        values = NOTHING, NOTHING
    wanted, came = (join((value, kind), ", ") for value, kind in zip(values, unlike(expected, got)))
    comma = Text(",", ",") if values == (NOTHING, NOTHING) else Text(" ;", ";")
    sentence = Text(
        f"attendu {wanted.fr}{comma.fr} obtenu {came.fr}.", f"expected {wanted.en}{comma.en} got {came.en}."
    )
    return Structure(place, sentence, advice(got, expected))


def _is_value(expected):
    """Whether something can come from a submission at all, other than as an object that stays there."""
    if expected is None or expected is pd.NA or expected is pd.NaT:
        return True
    return isinstance(
        expected, (*NUMBERS, bool, str, bytes, set, frozenset, dict, *_SEQUENCES, *_MOMENTS, pd.DataFrame)
    )


def _short(value):
    """A single value as it is shown beside its kind; nothing for a collection, whose kind is enough."""
    single = is_number(value) or isinstance(value, (bool, str, datetime.date, datetime.time, datetime.timedelta))
    return same(show(value)) if single else NOTHING


def _sequence(got, expected, rules, place, cells):
    accepted = (type(expected),) if rules.strict else _SEQUENCES
    if not isinstance(got, accepted):
        raise _wrong_kind(got, expected, place)
    if isinstance(got, np.ndarray) and isinstance(expected, np.ndarray) and got.ndim != expected.ndim:
        raise Structure(
            place,
            Text(
                f"attendu {expected.ndim} dimension(s), obtenu {got.ndim}.",
                f"expected {expected.ndim} dimension(s), got {got.ndim}.",
            ),
        )
    if len(got) != len(expected):
        raise Structure(place, count(len(got), len(expected)), _extra(got, expected))
    ours, theirs = _items(got), _items(expected)
    if alike(ours, theirs, rules):
        return
    for number in suspects(ours, theirs, rules):
        one, other = ours[number], theirs[number]
        _walk(one, other, rules, _step(place, number), cells)


def _items(sequence):
    if isinstance(sequence, (list, tuple)):
        return sequence
    numbers = getattr(sequence.dtype, "kind", "O") in "iufb" and isinstance(sequence.dtype, np.dtype)
    return sequence.tolist() if numbers else list(sequence)


def _step(place, number):
    return join((place, Text(f"élément {number + 1} (indice {number})", f"item {number + 1} (index {number})")), ", ")


def count(got, expected):
    """`il faut 3 éléments, il y en a 4`, for a length that differs."""
    many = "s" if expected > 1 else ""
    return Text(
        f"il faut {expected} élément{many}, il y en a {got}.",
        f"{expected} item{'' if expected == 1 else 's'} expected, got {got}.",
    )


def _extra(got, expected):
    """Which items are missing or too many, where that is short and certain."""
    try:
        missing = [item for item in expected if item not in got]
        extra = [item for item in got if item not in expected]
    except (TypeError, ValueError):
        return NOTHING
    if len(got) > 100 or len(expected) > 100:
        return NOTHING
    return lacking(missing, extra)


def lacking(missing, extra):
    """Whole sentences on what is missing and what is too many."""
    texts = []
    shown = {True: _shown(missing, extra), False: _shown(extra, missing)}
    if missing:
        texts.append(Text(f"Il manque : {shown[True]}.", f"Missing: {shown[True]}."))
    if extra:
        texts.append(Text(f"En trop : {shown[False]}.", f"Not expected: {shown[False]}."))
    return join(texts)


def _shown(items, others):
    """The first items, written so that none looks like one of the others."""
    listed = []
    for item in items[:3]:
        twin = next((other for other in others[:50] if show(other) == show(item)), None)
        listed.append(show(item) if twin is None else show_both(twin, item)[1])
    return ", ".join(listed) + (", …" if len(items) > 3 else "")


def _mapping(got, expected, rules, place, cells):
    if not isinstance(got, dict):
        raise _wrong_kind(got, expected, place)
    if got.keys() != expected.keys():
        got, expected = _composed(got), _composed(expected)
    missing = [key for key in expected if key not in got]
    extra = [key for key in got if key not in expected]
    if missing or extra:
        keys = Text("les clés ne sont pas celles attendues.", "the keys aren't those expected.")
        raise Structure(place, keys, lacking(missing, extra))
    for key, value in expected.items():
        step = join((place, Text(f"clé {show(key)}", f"key {show(key)}")), ", ")
        _walk(got[key], value, rules, step, cells)


def _composed(mapping):
    """The same with the accents of its keys in one form: composed or not, they are one name."""
    return {unicodedata.normalize("NFC", key) if isinstance(key, str) else key: value for key, value in mapping.items()}


def _set(got, expected, place):
    if not isinstance(got, (set, frozenset)):
        raise _wrong_kind(got, expected, place)
    missing, extra = list(expected - got), list(got - expected)
    if missing or extra:
        members = Text("les éléments ne sont pas ceux attendus.", "the members aren't those expected.")
        order = {"key": repr}
        raise Structure(place, members, lacking(sorted(missing, **order), sorted(extra, **order)))
