"""`expect_array`: NumPy arrays of any number of dimensions."""

import numpy as np

from spyrales.columns import kind_text, same_type, unequal
from spyrales.dialect import look
from spyrales.difference import LISTED, Cell, describe
from spyrales.problems import CheckError, mismatch
from spyrales.rules import Rules, plain
from spyrales.wrong import wrong_kind, wrong_values
from spyrales_text import NOTHING, Text


def expect_array(
    got, expected, *, check_dtype=True, rtol=None, atol=None, nan_equal=True, strict=False, what=None, hint=None
):
    """Expects a NumPy array like this one: its shape, type, then values.

    Types are compared by family (numbers, booleans, dates…), exactly if `strict`.
    """
    if not isinstance(expected, np.ndarray):
        raise CheckError(f"expect_array needs an ndarray to compare with, not {type(expected).__name__}")

    def difference(cells=(), total=0):
        shapes = {"expected": list(expected.shape), "got": list(got.shape) if isinstance(got, np.ndarray) else None}
        return describe("array", list(cells), total, shape=shapes)

    def fail(sentence, advice):
        return mismatch(what, sentence, advice, difference=difference(), hint=hint)

    if not isinstance(got, np.ndarray):
        raise wrong_kind(what, got, expected, difference=difference(), hint=hint)
    if got.shape != expected.shape:
        raise fail(
            Text(
                f"votre tableau est de forme {got.shape}, il faut {expected.shape}.",
                f"your array has shape {got.shape}; it should have {expected.shape}.",
            ),
            _reshape(got, expected),
        )
    flat, wanted = got.ravel(), expected.ravel()
    if check_dtype and not same_type(flat, wanted, strict):
        came, needed = kind_text(flat), kind_text(wanted)
        raise fail(
            Text(
                f"votre tableau contient {came.fr}, il faut {needed.fr}.",
                f"your array holds {came.en}; it should hold {needed.en}.",
            ),
            look("astype"),
        )
    rules = Rules(rtol, atol, nan_equal, strict)
    places = np.argwhere(unequal(flat, wanted, rules).reshape(expected.shape))
    if len(places):
        indices = map(tuple, places[:LISTED].tolist())
        cells = [Cell(_place(index), None, plain(expected[index]), plain(got[index])) for index in indices]
        total = len(places)
        raise wrong_values(what, cells, total, rules, difference=difference(cells, total), hint=hint)


def _place(place):
    if not place:
        return NOTHING
    if len(place) == 1:
        return Text(f"élément {place[0] + 1} (indice {place[0]})", f"item {place[0] + 1} (index {place[0]})")
    index = ", ".join(map(str, place))
    return Text(f"indice [{index}]", f"index [{index}]")


def _reshape(got, expected):
    if got.shape == expected.shape[::-1]:
        return Text("Il est transposé : regardez `.T`.", "It is transposed: look at `.T`.")
    if got.size == expected.size:
        return look("reshape")
    return NOTHING
