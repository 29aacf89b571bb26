"""Long lists compared as a whole, so that a check of a hundred thousand items costs what a few do.

Whatever isn't certain here is left to the comparison item by item.
"""

import itertools
import marshal

import numpy as np

# Lists shorter than this are compared item by item: that costs little, and says more.
LONG = 20
_NUMBERS = {int, float}
_EXACT = {str, bool, bytes, type(None), int}
# Integers beyond these aren't floats.
_LARGEST = 2**53


def alike(got, expected, rules):
    """Whether two lists of one length are certainly the same under the rules."""
    if len(expected) < LONG:
        return False
    if type(expected[0]) is str and list(got) == list(expected) and _texts(expected):
        return True
    return _same_bytes(got, expected, rules) or _close(got, expected, rules)


def suspects(got, expected, rules):
    """The places of two lists that may differ; all of them where nothing is certain."""
    if len(expected) < LONG:
        return range(len(expected))
    kinds = set(map(type, got)) | set(map(type, expected))
    if kinds <= _EXACT:
        # The same type and equal: `True` is no 1.
        return [
            at
            for at, (one, other) in enumerate(zip(got, expected))
            if one is not other and (one != other or type(one) is not type(other))
        ]
    near = _near(got, expected, rules)
    return range(len(expected)) if near is None else np.flatnonzero(~near).tolist()


def _texts(items):
    """Whether all items are texts, which equal nothing but texts."""
    try:
        "".join(items)
    except TypeError:
        return False
    return True


def _same_bytes(got, expected, rules):
    """Whether both are the same plain values, type by type, at any depth.

    Version 2 of the format writes equal values alike, wherever they come from, and refuses what isn't plain.
    """
    if not rules.nan_equal:
        return False
    try:
        return marshal.dumps(list(got), 2) == marshal.dumps(list(expected), 2)
    except (ValueError, TypeError, MemoryError):
        return False


def _close(got, expected, rules):
    """Whether all numbers of two lists, or of two lists of rows, are within the tolerance."""
    near = _near(got, expected, rules)
    if near is not None:
        return bool(near.all())
    widths = {len(row) if isinstance(row, (list, tuple)) else None for row in (*got, *expected)}
    if len(widths) != 1 or None in widths or (rules.strict and set(map(type, got)) != set(map(type, expected))):
        return False
    rows = (list(itertools.chain.from_iterable(table)) for table in (got, expected))
    near = _near(*rows, rules)
    return near is not None and bool(near.all())


def _near(got, expected, rules):
    """A mask of numbers that are the same under the rules; None unless these are floats that arrays compare rightly."""
    kinds = set(map(type, got)), set(map(type, expected))
    if rules.strict or not kinds[0] <= _NUMBERS or kinds[1] != {float} or rules.exact:
        return None
    try:
        one, other = np.asarray(got, dtype=np.float64), np.asarray(expected, dtype=np.float64)
    except OverflowError:
        return None
    if int in kinds[0] and np.abs(one).max(initial=0) > _LARGEST:
        return None
    with np.errstate(invalid="ignore", over="ignore"):
        near = np.abs(one - other) <= rules.margin(other, False)
    same = (one == other) | (np.isfinite(other) & np.isfinite(one) & near)
    missing = np.isnan(one), np.isnan(other)
    return np.where(missing[0] | missing[1], missing[0] & missing[1] & rules.nan_equal, same)
