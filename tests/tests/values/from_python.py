"""Sends values of every kind to the host, which sends them back: those of the table, and others drawn by lot."""

import datetime
import random
import sys
import unittest

sys.path.insert(0, "/work")

import _host
import numpy as np
import pandas as pd
from scipy import sparse
from spyrales_values import decode, encode
from test_values import assert_same
from value_table import SAME

case = unittest.TestCase()
lots = random.Random(7)
arrays = np.random.default_rng(7)


def bits(dtype, count):
    """Numbers of any bits, so that every NaN, infinity and zero occurs."""
    return np.frombuffer(arrays.bytes(np.dtype(dtype).itemsize * count), dtype)


def number(_):
    return lots.choice([0, -1, 2**63, -(2**63) - 1, lots.getrandbits(lots.randrange(1, 400))]) * lots.choice([1, -1])


def float_(_):
    return lots.choice([float("nan"), float("inf"), -0.0, lots.uniform(-1e9, 1e9), float(bits("f8", 1)[0])])


def text(_):
    return "".join(chr(lots.choice([lots.randrange(0xD800), lots.randrange(0xE000, 0x110000)])) for _ in range(lots.randrange(8)))


def moment(_):
    zone = lots.choice([None, datetime.timezone.utc, datetime.timezone(datetime.timedelta(minutes=lots.randrange(-900, 900)))])
    return datetime.datetime(lots.randrange(2, 9998), 1, 1, tzinfo=zone) + datetime.timedelta(
        days=lots.randrange(365), microseconds=lots.randrange(10**11) % 86_400_000_000
    )


def missing(_):
    return lots.choice([None, pd.NA, pd.NaT, float("nan")])


SCALARS = [number, float_, text, moment, missing, lambda _: lots.random() < 0.5, lambda _: lots.randbytes(5)]


def scalar(depth):
    return lots.choice(SCALARS)(depth)


def collection(depth):
    items = [value(depth - 1) for _ in range(lots.randrange(5))]
    return lots.choice([list, tuple, lambda items: dict(enumerate(items)), lambda items: {text(0): item for item in items}])(items)


def array(_):
    shape = tuple(lots.randrange(4) for _ in range(lots.randrange(4)))
    dtype = lots.choice(["i1", "u2", "i4", "u8", "f2", "f4", "f8", "c8", "c16", "M8[ns]", "M8[D]", "m8[s]"])
    filled = bits(dtype, int(np.prod(shape))).reshape(shape).copy()
    return np.asfortranarray(filled) if lots.random() < 0.5 else filled


def column(rows):
    kind = lots.randrange(7)
    if kind == 0:
        return pd.array([lots.choice([pd.NA, lots.randrange(100)]) for _ in range(rows)], dtype="Int64")
    if kind == 1:
        return pd.Categorical([lots.choice(["a", "b", None]) for _ in range(rows)], ["b", "a", "c"], ordered=True)
    if kind == 2:
        return pd.DatetimeIndex([lots.choice([pd.NaT, pd.Timestamp(lots.randrange(2**60))]) for _ in range(rows)], tz="Europe/Paris")
    if kind == 3:
        return pd.array([lots.choice([None, text(0)]) for _ in range(rows)], dtype="str")
    if kind == 4:
        return pd.Series([scalar(0) for _ in range(rows)], dtype=object).array
    if kind == 5:
        return pd.array([lots.choice([True, False, pd.NA]) for _ in range(rows)], dtype="boolean")
    return bits("f8", rows).copy()


def index(size):
    kind = lots.randrange(3)
    if kind == 0:
        return pd.RangeIndex(size)
    if kind == 1:
        return pd.Index([lots.choice("ab") for _ in range(size)], name=lots.choice([None, "nom"]), dtype="str")
    pairs = [(lots.choice("ab"), lots.randrange(3)) for _ in range(size)]
    return pd.MultiIndex.from_arrays([[a for a, _ in pairs], [b for _, b in pairs]], names=["x", None])


def frame(_):
    rows, columns = lots.randrange(5), lots.randrange(4)
    made = pd.concat([pd.Series(column(rows), index=range(rows)) for _ in range(columns)], axis=1) if columns else pd.DataFrame(index=range(rows))
    return made.set_axis(index(columns), axis=1).set_axis(index(rows), axis=0)


def series(_):
    rows = lots.randrange(5)
    return pd.Series(column(rows), index=index(rows), name=lots.choice([None, "nom", 3, ("a", 1)]))


def matrix(_):
    made = sparse.random(lots.randrange(1, 6), lots.randrange(1, 6), 0.4, rng=lots.randrange(1000))
    return lots.choice([sparse.csr_matrix, sparse.csc_array, sparse.coo_array])(made)


def value(depth):
    if depth <= 0:
        return scalar(0)
    return lots.choice([scalar, collection, array, frame, series, matrix])(depth)


values = [sent for _, sent in SAME] + [value(3) for _ in range(600)]
for sent in values:
    data = encode(sent)
    returned = _host.call(data)
    # The host writes any NaN of an array in its one form, and is read again to the same bytes.
    assert encode(decode(returned)) == returned, sent
    assert_same(case, decode(returned), decode(data))
    assert_same(case, decode(returned), sent)
print(f"all alike: {len(values)}")
