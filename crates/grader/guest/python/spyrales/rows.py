"""Rows of two tables of the same columns: which goes with which, and how to call them."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from spyrales.columns import is_key, is_measure, items, unequal
from spyrales.rules import is_missing
from spyrales.show import show
from spyrales_text import Text

# Rows that no key tells apart are paired by trying all pairs, up to this many rows.
_TRIED = 200


@dataclass
class Table:
    """A table as a list of columns and their labels, which may repeat."""

    labels: list
    columns: list

    @staticmethod
    def of(frame):
        return Table(list(frame.columns), [column for _, column in frame.items()])

    def __len__(self):
        return len(self.columns[0]) if self.columns else 0

    def take(self, rows):
        return Table(
            self.labels, [column.iloc[rows] if hasattr(column, "iloc") else column[rows] for column in self.columns]
        )


def differing(got, expected, rules):
    """A mask of cells, rows by columns, where two tables of one shape differ."""
    masks = [unequal(one, other, rules) for one, other in zip(got.columns, expected.columns)]
    return np.column_stack(masks) if masks else np.zeros((len(expected), 0), bool)


def key_of(got, expected):
    """The place of the column whose values name the rows of both tables; None if there is none."""
    for place, column in enumerate(expected.columns):
        if is_key(column) and is_key(got.columns[place]):
            return place
    return None


def row_name(table, key, row):
    """`ligne où `region` vaut 'Corse'` if a key names it, else `ligne 4`."""
    if key is None:
        return Text(f"ligne {row + 1}", f"row {row + 1}")
    label, value = table.labels[key], show(items(table.columns[key].iloc[[row]])[0])
    return Text(f"ligne où `{label}` vaut {value}", f"row where `{label}` is {value}")


def by_key(got, expected, key):
    """For each row of `expected` the row of `got` with the same key, or -1; and the rows of `got` left over."""
    places = {_cell(value): row for row, value in enumerate(items(got.columns[key]))}
    pairs = [places.pop(_cell(value), -1) for value in items(expected.columns[key])]
    return np.array(pairs, dtype=np.intp), sorted(places.values())


def paired(got, expected, rules):
    """For each row of `expected` a row of `got`, equal to it wherever an equal one is left."""
    ours, theirs = _sorted(got, expected)
    wrong = np.flatnonzero(differing(got.take(ours), expected.take(theirs), rules).any(axis=1))
    if 0 < len(wrong) <= _TRIED:
        ours[wrong] = ours[wrong][_matched(got.take(ours[wrong]), expected.take(theirs[wrong]), rules)]
    pairs = np.empty(len(theirs), dtype=np.intp)
    pairs[theirs] = ours
    return pairs


def _sorted(got, expected):
    """Both tables' rows in one order: by what is exact first, then by what carries rounding errors."""
    exact, measures = [], []
    for one, other in zip(got.columns, expected.columns):
        if is_measure(one) or is_measure(other):
            measures.append((_rank(one), _rank(other)))
        else:
            codes = {}
            exact.append(
                tuple(
                    [codes.setdefault(_cell(value), len(codes)) for value in items(column)] for column in (one, other)
                )
            )
    keys = list(reversed(exact + measures))
    if not keys:
        return np.arange(len(got)), np.arange(len(expected))
    return tuple(np.lexsort([key[side] for key in keys]) for side in (0, 1))


def _rank(column):
    return pd.to_numeric(pd.Series(items(column)), errors="coerce").to_numpy(dtype=float, na_value=np.nan)


def _cell(value):
    """The same for values that count as the same, and never the same for a number and a boolean."""
    if is_missing(value):
        return None
    return (isinstance(value, bool), value)


def _matched(got, expected, rules):
    """Pairs the rows of two small tables greedily."""
    free, pairs = list(range(len(got))), []
    for row in range(len(expected)):
        other = expected.take([row] * len(free))
        same = np.flatnonzero(~differing(got.take(free), other, rules).any(axis=1))
        pairs.append(free.pop(int(same[0])) if len(same) else None)
    return [free.pop(0) if row is None else row for row in pairs]
