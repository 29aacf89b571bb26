"""Columns of tables: the family of their type, and where two of them differ."""

import re

import numpy as np
import pandas as pd

from spyrales.dialect import is_r, look, word
from spyrales.rules import is_missing, is_number, plain, same_scalar
from spyrales_text import Text

_FAMILIES = {
    "number": Text("des nombres", "numbers"),
    "boolean": Text("des booléens", "booleans"),
    "text": Text("du texte", "text"),
    "datetime": Text("des dates", "dates"),
    "zoned": Text("des dates avec fuseau horaire", "dates with a time zone"),
    "timedelta": Text("des durées", "durations"),
    "category": Text("des catégories", "categories"),
    "interval": Text("des intervalles", "intervals"),
    "period": Text("des périodes", "periods"),
    "complex": Text("des nombres complexes", "complex numbers"),
    "object": Text("des objets de tout type", "objects of any type"),
    "empty": Text("aucune valeur", "no values"),
}


def family(column):
    """What a column (series, index or array) holds, by its type; by its values if that is `object`."""
    dtype = column.dtype
    if isinstance(dtype, pd.CategoricalDtype):
        return "category"
    if isinstance(dtype, pd.DatetimeTZDtype):
        return "zoned"
    if isinstance(dtype, pd.IntervalDtype):
        return "interval"
    if isinstance(dtype, pd.PeriodDtype):
        return "period"
    if isinstance(dtype, pd.StringDtype):
        return "text"
    kind = dtype.kind
    if kind == "O":
        # Text without pandas' own type is what most files still give.
        values = [value for value in column if not is_missing(value)]
        if not values:
            return "empty"
        return "text" if all(isinstance(value, str) for value in values) else "object"
    return {"b": "boolean", "M": "datetime", "m": "timedelta", "c": "complex", "U": "text"}.get(kind, "number")


def kind_text(column):
    """`des nombres (`int64`)`."""
    text = _FAMILIES[family(column)]
    if is_r():
        return text
    return Text(f"{text.fr} (`{column.dtype}`)", f"{text.en} (`{column.dtype}`)")


def same_type(got, expected, strict):
    """Whether two columns are of one family; of one exact type if strict."""
    if strict:
        return got.dtype == expected.dtype
    one, other = family(got), family(expected)
    return (
        one == other or (len(got) == 0 and "object" in (str(got.dtype), str(expected.dtype))) or "empty" in (one, other)
    )


def conversion(got, expected):
    """Which function turns one family into the other; nothing where it would make things worse."""
    came, wanted = family(got), family(expected)
    sample = [
        value for value in items(got[:50] if not hasattr(got, "iloc") else got.iloc[:50]) if not is_missing(value)
    ]
    if came == "object" and any(isinstance(value, (list, tuple, set, dict, np.ndarray)) for value in sample):
        if wanted != "text":
            return Text(
                "Ses cases contiennent des listes : il faut une seule valeur par case.",
                "Its cells hold lists: there must be one value in each.",
            )
        return Text(
            'Ses cases contiennent des listes : assemblez chaque liste en un texte, par exemple `",".join(…)`.',
            'Its cells hold lists: put each list together into one text, for instance `",".join(…)`.',
        )
    if wanted == "text" and came == "number":
        # A code read as a number has lost its leading zeros: only reading it again brings them back.
        if is_r():
            return Text(
                "Regardez l'argument `colClasses` à la lecture, ou `as.character`.",
                "Look at the `colClasses` argument when reading, or at `as.character`.",
            )
        return Text(
            "Regardez l'argument `dtype` à la lecture, ou `astype(str)`.",
            "Look at the `dtype` argument when reading, or `astype(str)`.",
        )
    if wanted == "number" and came == "text" and _has_decimal_comma(sample):
        about = word("decimal")
        return Text(
            f"Ces nombres ont une virgule décimale : lisez le fichier avec `{about}`, ou remplacez `,` par `.` avant de convertir.",
            f"These numbers have a decimal comma: read the file with `{about}`, or replace `,` with `.` before you convert.",
        )
    if wanted == "number" and came == "text" and _has_spaces(sample):
        about = word("thousands")
        return Text(
            f"Ces nombres ont des espaces entre les milliers : lisez le fichier avec `{about}`, ou retirez-les avant de convertir.",
            f"These numbers have spaces between the thousands: read the file with `{about}`, or remove them before you convert.",
        )
    if wanted == "boolean" and came in ("text", "object"):
        # `astype(bool)` makes True of "False".
        return Text(
            'Comparez-les à un texte, par exemple `== "oui"`.', 'Compare them with a text, for instance `== "oui"`.'
        )
    if wanted == "datetime" and came == "zoned":
        return look("unzoned")
    if wanted == "number" and came not in ("text", "object") or wanted == came:
        return look("astype")
    if wanted in ("number", "text", "datetime", "zoned", "timedelta", "category", "boolean", "period", "interval"):
        return look(wanted)
    return Text("", "")


def _has_spaces(sample):
    texts = [value for value in sample if isinstance(value, str)]
    return (
        bool(texts)
        and all(re.fullmatch(r"\s*[-+]?[\d\s\u00a0\u202f]+(\.\d+)?\s*", text) for text in texts)
        and any(re.search(r"\d[\s\u00a0\u202f]\d", text) for text in texts)
    )


def _has_decimal_comma(sample):
    texts = [value for value in sample if isinstance(value, str)]
    return (
        bool(texts)
        and all(re.fullmatch(r"\s*[-+]?[\d\s\u00a0\u202f]+(,\d+)?\s*", text) for text in texts)
        and any("," in text for text in texts)
    )


def unequal(got, expected, rules):
    """A mask of the places where two columns of the same length differ."""
    numbers = _is_numeric(got) and _is_numeric(expected)
    if numbers and not rules.strict:
        return _unequal_numbers(got, expected, rules)
    if family(got) == family(expected) == "text" and not rules.strict:
        return _unequal_texts(got, expected, rules)
    if got.dtype.kind == "M" and expected.dtype.kind == "M" and family(got) == family(expected):
        return _unequal_moments(got, expected, rules)
    pairs = zip(items(got), items(expected))
    return np.fromiter((not _same_cell(one, other, rules) for one, other in pairs), bool, len(expected))


def _is_numeric(column):
    return family(column) == "number" and getattr(column.dtype, "kind", "O") in "iuf"


def _unequal_numbers(got, expected, rules):
    missing = np.asarray(pd.isna(got)), np.asarray(pd.isna(expected))
    integers = got.dtype.kind in "iu" and expected.dtype.kind in "iu"
    if integers and rules.rtol is None and rules.atol is None:
        # As integers: beyond 2^53 two neighbours are one float.
        same = _numbers(got, 0) == _numbers(expected, 0)
    else:
        one, other = (_numbers(column, np.nan).astype(np.float64) for column in (got, expected))
        with np.errstate(invalid="ignore", over="ignore"):
            near = np.abs(one - other) <= rules.margin(other, expected.dtype.kind in "iu")
        same = (one == other) | (np.isfinite(other) & near)
    return ~_with_missing(same, *missing, rules)


def _with_missing(same, got, expected, rules):
    """A mask of equal values, set right where either is missing."""
    return np.where(got | expected, got & expected & rules.nan_equal, same)


def _numbers(column, missing):
    """The numbers of a column as NumPy's, `missing` where pandas' own types hold none."""
    if isinstance(column.dtype, np.dtype):
        return np.asarray(column)
    dtype = column.dtype.numpy_dtype if missing == 0 else np.float64
    return column.to_numpy(dtype=dtype, na_value=missing)


def _unequal_texts(got, expected, rules):
    missing = np.asarray(pd.isna(got)), np.asarray(pd.isna(expected))
    one, other = (
        np.where(gone, "", np.asarray(column, dtype=object)) for gone, column in zip(missing, (got, expected))
    )
    return ~_with_missing(np.asarray(one == other, dtype=bool), *missing, rules)


def _unequal_moments(got, expected, rules):
    one, other = pd.Series(got).array, pd.Series(expected).array
    return ~_with_missing(np.asarray(one == other), np.asarray(pd.isna(one)), np.asarray(pd.isna(other)), rules)


def _same_cell(got, expected, rules):
    if isinstance(expected, (list, tuple, dict, set, np.ndarray)):
        from spyrales.walk import Structure, differences

        try:
            return not differences(got, expected, rules)
        except Structure:
            return False
    if not rules.strict and rules.nan_equal and is_missing(got) and is_missing(expected):
        return True
    return same_scalar(got, expected, rules)


def items(column):
    """The values of a column as Python's."""
    return [plain(value) for value in column]


def is_key(column):
    """Whether a column may name rows: no missing value, no twins, no float, nothing that can't be hashed."""
    if family(column) in ("object", "complex", "empty", "boolean") or column.dtype.kind == "f":
        return False
    return not pd.isna(column).any() and not pd.Series(column).duplicated().any()


def is_measure(column):
    """Whether a column's values carry rounding errors, so that rows can't be told apart by them."""
    if column.dtype.kind in "fc":
        return True
    return family(column) == "object" and any(isinstance(value, float) or not _hashable(value) for value in column)


def _hashable(value):
    return isinstance(value, (str, bytes, bool)) or value is None or is_number(value) or value.__hash__ is not None
