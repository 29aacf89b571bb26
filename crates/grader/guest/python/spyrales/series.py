"""`expect_series`: one column with its index."""

import numpy as np
import pandas as pd

from spyrales.columns import conversion, family, items, kind_text, same_type
from spyrales.dialect import look
from spyrales.difference import LISTED, Cell, describe
from spyrales.problems import CheckError, mismatch
from spyrales.rows import Table, differing, paired
from spyrales.rules import Rules
from spyrales.show import show
from spyrales.walk import lacking
from spyrales.wrong import wrong_kind, wrong_values
from spyrales_text import NOTHING, Text


def expect_series(
    got,
    expected,
    *,
    ignore_order=False,
    check_index=True,
    check_name=False,
    check_dtype=True,
    rtol=None,
    atol=None,
    nan_equal=True,
    strict=False,
    what=None,
    hint=None,
):
    """Expects a series like this one: its length, type, index, then values.

    The index counts unless `check_index=False`; its order too unless `ignore_order`.
    """
    if not isinstance(expected, pd.Series):
        raise CheckError(f"expect_series needs a Series to compare with, not {type(expected).__name__}")
    rules = Rules(rtol, atol, nan_equal, strict)

    def difference(cells=(), total=0):
        lengths = {"expected": len(expected), "got": len(got) if isinstance(got, pd.Series) else None}
        return describe("series", list(cells), total, rows=lengths)

    def fail(sentence, advice=NOTHING):
        return mismatch(what, sentence, advice, difference=difference(), hint=hint)

    if not isinstance(got, pd.Series):
        raise wrong_kind(what, got, expected, difference=difference(), hint=hint)
    if len(got) != len(expected):
        raise fail(
            Text(
                f"votre série a {len(got)} valeur{'s' if len(got) > 1 else ''}, il en faut {len(expected)}.",
                f"your series has {len(got)} value{'' if len(got) == 1 else 's'}; it should have {len(expected)}.",
            ),
            _index_advice(got, expected) if check_index else NOTHING,
        )
    if check_name and got.name != expected.name:
        wanted, came = show(expected.name), show(got.name)
        raise fail(
            Text(
                f"la série doit s'appeler {wanted}, elle s'appelle {came}.",
                f"the series should be called {wanted}, it is called {came}.",
            )
        )
    if check_dtype and not same_type(got, expected, strict):
        wanted, came = kind_text(expected), kind_text(got)
        raise fail(
            Text(
                f"votre série contient {came.fr}, il faut {wanted.fr}.",
                f"your series holds {came.en}; it should hold {wanted.en}.",
            ),
            conversion(got, expected),
        )
    ours, theirs = _table(got, check_index), _table(expected, check_index)
    if len(ours.columns) != len(theirs.columns):
        wanted, came = expected.index.nlevels, got.index.nlevels
        raise fail(
            Text(
                f"l'index doit avoir {wanted} niveau(x), il en a {came}.",
                f"the index should have {wanted} level(s), it has {came}.",
            )
        )
    if ignore_order:
        ours = ours.take(paired(ours, theirs, rules))
    mask = differing(ours, theirs, rules)
    if not mask.any():
        return
    if not ignore_order and not differing(ours.take(paired(ours, theirs, rules)), theirs, rules).any():
        raise fail(
            Text(
                "les valeurs sont les bonnes, mais pas dans le bon ordre.",
                "the values are the right ones, but in the wrong order.",
            ),
            look("sort index"),
        )
    if mask[:, :-1].any():
        raise fail(
            Text("l'index n'est pas celui attendu.", "the index isn't the expected one."),
            _index_advice(got, expected),
        )
    rows = np.flatnonzero(mask[:, -1])
    first = rows[:LISTED].tolist()
    pairs = zip(items(expected.iloc[first]), items(ours.columns[-1].iloc[first]), strict=True)
    cells = [Cell(_place(expected, row, check_index), None, *pair) for row, pair in zip(first, pairs, strict=True)]
    total = len(rows)
    raise wrong_values(what, cells, total, rules, difference=difference(cells, total), hint=hint)


def _table(series, with_index):
    """The levels of the index, if they count, then the values."""
    index = series.index
    levels = [index.get_level_values(place) for place in range(index.nlevels)] if with_index else []
    columns = [pd.Series(level.array, dtype=level.dtype) for level in levels] + [series.reset_index(drop=True)]
    return Table([str(place) for place in range(len(columns))], columns)


def _place(series, row, with_index):
    if with_index and not isinstance(series.index, pd.RangeIndex):
        label = show(series.index[row])
        return Text(f"étiquette {label}", f"label {label}")
    return Text(f"élément {row + 1}", f"item {row + 1}")


def _index_advice(got, expected):
    """Which labels are missing or too many; another type of label comes first."""
    one, other = got.index, expected.index
    if one.nlevels == other.nlevels == 1 and family(one) != family(other) and len(one):
        came, wanted = kind_text(one), kind_text(other)
        return Text(
            f"Ses étiquettes sont {came.fr}, il faut {wanted.fr}.",
            f"Its labels are {came.en}; they should be {wanted.en}.",
        )
    missing = [label for label in other if label not in one]
    return lacking(missing, [label for label in one if label not in other])
