"""When two single values count as the same."""

import datetime
import decimal
import math
from dataclasses import dataclass

import numpy as np
import pandas as pd

NUMBERS = (int, float, complex, decimal.Decimal)
# How far a number may lie from an expected integer when the trainer gave no tolerance.
INTEGER_ATOL = 1e-6
# The tolerance of floats where none was given. Relative, so that a small number such as a p-value must be right too.
RTOL = 1e-9
# What a sum of numbers about 1 leaves of an exact 0: below it, two results are nothing but rounding.
NOISE = 1e-15
# A 0 that is expected has no relative error, and sums of larger numbers leave more than noise of it.
ZERO_ATOL = 1e-12


@dataclass(frozen=True)
class Rules:
    """Tolerances and leniency.

    `rtol` and `atol` None mean exactness between integers, and `rtol` 1e-9 elsewhere; with `rtol` given, `atol` is 0
    unless it is given too.
    `nan_equal`: a missing value equals a missing value. `strict`: an integer is no float, a tuple
    no list, one mark of a missing value no other, and -0.0 no 0.0.
    """

    rtol: float | None = None
    atol: float | None = None
    nan_equal: bool = True
    strict: bool = False

    @property
    def exact(self):
        return self.rtol == 0 and self.atol == 0

    def margin(self, expected, integer):
        """How far a number may lie from an expected one, or numbers from an array of them."""
        if self.rtol is None and self.atol is None and integer:
            return INTEGER_ATOL
        rtol = (0.0 if integer and self.atol is not None else RTOL) if self.rtol is None else self.rtol
        if self.atol is not None:
            atol = self.atol
        elif self.rtol is not None:
            atol = 0.0
        else:
            atol = NOISE + (expected == 0) * (ZERO_ATOL - NOISE)
        return np.maximum(atol, rtol * abs(expected))


def plain(value):
    """NumPy's scalars as Python's, so that both sides hold the same types."""
    if not isinstance(value, np.generic):
        return value
    if value.dtype.kind == "M":
        return pd.Timestamp(value)
    return pd.Timedelta(value) if value.dtype.kind == "m" else value.item()


def is_number(value):
    return isinstance(value, NUMBERS) and not isinstance(value, bool)


def is_missing(value):
    """Whether a single value is None, NaN, NA or NaT."""
    if value is None or value is pd.NA or value is pd.NaT:
        return True
    return isinstance(value, (float, complex, decimal.Decimal)) and value != value


def same_scalar(got, expected, rules):
    """Whether two values that aren't collections are the same under the rules."""
    if is_missing(expected) or is_missing(got):
        return _same_missing(got, expected, rules)
    if is_number(expected):
        # An exact amount that went through a float hides the rounding that it is there to avoid.
        inexact = rules.exact and isinstance(expected, decimal.Decimal) and isinstance(got, float)
        return is_number(got) and not inexact and _same_number(got, expected, rules)
    if isinstance(expected, (bool, str, bytes)) or isinstance(got, (bool, str, bytes)):
        return type(got) is type(expected) and got == expected
    if isinstance(expected, datetime.datetime):
        return isinstance(got, datetime.datetime) and same_moment(got, expected)
    if isinstance(got, datetime.datetime):
        return False
    try:
        return bool(got == expected)
    except (TypeError, ValueError):
        return False


def _same_missing(got, expected, rules):
    if not (is_missing(got) and is_missing(expected)) or not rules.nan_equal:
        return got is None and expected is None
    if (got is None) != (expected is None):
        return False
    return not rules.strict or type(got) is type(expected)


def _same_number(got, expected, rules):
    if rules.strict and (type(got) is not type(expected) or _is_minus_zero(got) != _is_minus_zero(expected)):
        return False
    if isinstance(got, complex) and not isinstance(expected, complex):
        return False
    if isinstance(got, int) and isinstance(expected, int) and rules.rtol is None and rules.atol is None:
        return got == expected
    if rules.exact:
        return got == expected
    return close(got, expected, rules)


def close(got, expected, rules):
    """Whether a number lies within the tolerance; infinities are close to themselves alone."""
    integer = isinstance(expected, int)
    if got == expected:
        return True
    try:
        if decimal.Decimal in (type(got), type(expected)):
            got, expected = float(got), float(expected)
        if integer and abs(expected) > 2**53 and isinstance(got, float) and got.is_integer():
            got = int(got)  # as floats, two neighbours are one
        gap = abs(got - expected)
        return bool(math.isfinite(gap) and gap <= rules.margin(expected, integer))
    except OverflowError:  # integers beyond the floats
        return False


def same_moment(got, expected):
    """Whether two dates with times are one moment; a zoned one never equals a local one."""
    return (got.tzinfo is None) == (expected.tzinfo is None) and got == expected


def _is_minus_zero(number):
    return isinstance(number, float) and number == 0 and math.copysign(1, number) < 0
