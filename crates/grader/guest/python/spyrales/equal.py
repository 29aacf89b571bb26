"""`expect_equal` and `expect_close`: numbers, texts, dates, and lists and dictionaries of these."""

import collections

import numpy as np
import pandas as pd

from spyrales.dialect import look
from spyrales.difference import describe
from spyrales.problems import mismatch
from spyrales.rules import Rules
from spyrales.walk import Structure, differences
from spyrales.wrong import wrong_values
from spyrales_text import Text

_RESULT = Text("le résultat", "the result")


def expect_equal(got, expected, *, strict=False, nan_equal=True, what=None, hint=None):
    """Expects exactly this value. Floats must be equal to the last bit: for computed ones, `expect_close`."""
    _expect_tables(got, expected, strict, nan_equal, what, hint) or _expect(
        got, expected, Rules(0, 0, nan_equal, strict), what, hint
    )


def expect_close(got, expected, *, rtol=None, atol=None, nan_equal=True, strict=False, what=None, hint=None):
    """Expects numbers within a tolerance: |got - expected| ≤ max(atol, rtol·|expected|).

    By default `rtol` is 1e-9 and integers are compared exactly; an expected 0 may be missed by 1e-12, and two numbers
    by 1e-15. With `rtol` given, `atol` is 0 unless it is given too.
    """
    _expect(got, expected, Rules(rtol, atol, nan_equal, strict), what, hint)


def _expect_tables(got, expected, strict, nan_equal, what, hint):
    """Leaves pandas' and NumPy's collections to the helpers made for them; whether it did."""
    from spyrales.frame import expect_frame
    from spyrales.series import expect_series

    options = {"rtol": 0, "atol": 0, "check_index": True, "nan_equal": nan_equal, "strict": strict}
    if isinstance(expected, pd.DataFrame):
        expect_frame(got, expected, what=what, hint=hint, **options)
    elif isinstance(expected, pd.Series) and isinstance(got, pd.Series):
        expect_series(got, expected, what=what, hint=hint, **options)
    else:
        return False
    return True


def _expect(got, expected, rules, what, hint):
    what = _RESULT if what is None else what
    shape = {"rows": {"expected": _length(expected), "got": _length(got)}}
    try:
        cells = differences(got, expected, rules)
    except Structure as found:
        difference = describe("value", [], 0, **shape)
        raise mismatch(what, found.sentence, *found.more, place=found.place, difference=difference, hint=hint) from None
    if not cells:
        return
    difference = describe("value", cells, len(cells), **shape)
    if _is_permutation(got, expected):
        sentence = Text(
            "les éléments sont les bons, mais pas dans le bon ordre.",
            "the items are the right ones, but in the wrong order.",
        )
        raise mismatch(what, sentence, look("sort list"), difference=difference, hint=hint)
    raise wrong_values(what, cells, len(cells), rules, difference=difference, hint=hint)


def _is_permutation(got, expected):
    """Whether two lists hold the same numbers and texts in another order."""
    try:
        return isinstance(expected, list) and collections.Counter(got) == collections.Counter(expected)
    except TypeError:
        return False


def _length(value):
    return (
        len(value) if isinstance(value, (list, tuple, dict, set, frozenset, np.ndarray, pd.Series, pd.Index)) else None
    )
