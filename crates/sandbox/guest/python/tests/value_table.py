"""Values of every kind that may cross, each made anew by a function so that it is whole and unshared."""

import collections
import datetime
import decimal
import enum
import zoneinfo

import numpy as np
import pandas as pd
from scipy import sparse

PARIS = zoneinfo.ZoneInfo("Europe/Paris")
NAN = float("nan")


class Colour(enum.IntEnum):
    RED = 1


# name, value, and what it becomes where that isn't the value itself
SCALARS = [
    ("none", None),
    ("true", True),
    ("false", False),
    ("zero", 0),
    ("small int", -7),
    ("least i64", -(2**63)),
    ("greatest i64", 2**63 - 1),
    ("above i64", 2**63),
    ("below i64", -(2**63) - 1),
    ("int that needs a sign byte", 2**71),
    ("huge int", -(3**2000)),
    ("float", 0.1),
    ("negative zero", -0.0),
    ("infinity", float("inf")),
    ("nan", NAN),
    ("complex", complex(-0.0, NAN)),
    ("text", "été 𝄞 \0 fin"),
    ("empty text", ""),
    ("bytes", b"\x00\xff"),
    ("date", datetime.date(1, 1, 1)),
    ("late date", datetime.date(9999, 12, 31)),
    ("time", datetime.time(23, 59, 59, 999_999)),
    ("zoned time", datetime.time(12, tzinfo=datetime.timezone.utc)),
    ("datetime", datetime.datetime(1900, 2, 28, 13, 14, 15, 16)),
    ("zoned datetime", datetime.datetime(2024, 7, 1, 8, tzinfo=PARIS)),
    ("repeated hour", datetime.datetime(2024, 10, 27, 2, 30, fold=1, tzinfo=PARIS)),
    (
        "fixed offset",
        datetime.datetime(2024, 7, 1, tzinfo=datetime.timezone(-datetime.timedelta(hours=3, minutes=30))),
    ),
    ("utc", datetime.datetime(2024, 7, 1, tzinfo=datetime.timezone.utc)),
    ("timedelta", datetime.timedelta(days=-1, microseconds=1)),
    ("longest timedelta", datetime.timedelta.max),
    ("decimal", decimal.Decimal("-12.50")),
    ("decimal with exponent", decimal.Decimal("1E+9")),
    ("decimal infinity", decimal.Decimal("-Infinity")),
    ("NA", pd.NA),
    ("NaT", pd.NaT),
    ("timestamp", pd.Timestamp("2024-02-29 12:00:00.123456789")),
    ("zoned timestamp", pd.Timestamp("2024-10-27 01:30", tz="UTC").tz_convert("Europe/Paris")),
    ("early timestamp", pd.Timestamp("0900-01-01")),
    ("pandas timedelta", pd.Timedelta(-1, "ns")),
    ("interval", pd.Interval(0.5, 2.0, closed="both")),
    ("interval of dates", pd.Interval(pd.Timestamp("2024-01-01"), pd.Timestamp("2024-02-01"))),
    ("period", pd.Period("2024Q2")),
]

COLLECTIONS = [
    ("empty list", []),
    ("mixed list", [1, 2.5, "a", None, [True]]),
    ("many floats", [0.5] * 20),
    ("many floats and a nan", [0.5] * 20 + [NAN]),
    ("many ints and a big one", [*range(20), 2**80]),
    ("tuple", (1, (2, ()))),
    ("set", {1, "a", 2.5, None, (1, 2)}),
    ("set of sets", {frozenset({1, 2}), frozenset()}),
    ("dict in order", {"z": 1, "a": {"b": [1]}, 3: None, (1, "x"): 2.0, None: 0}),
    ("empty dict", {}),
]

ARRAYS = [
    *((f"array {name}", np.array([0, 1, 100], dtype=name)) for name in np.typecodes["AllInteger"]),
    *((f"array {name}", np.array([NAN, -0.0, 1.5], dtype=name)) for name in ("f2", "f4", "f8", "c8", "c16")),
    ("array bool", np.array([True, False])),
    ("array of dates", np.array(["2024-01-01", "NaT"], dtype="datetime64[D]")),
    ("array of moments", np.array(["2024-01-01", "NaT"], dtype="datetime64[ns]")),
    ("array of durations", np.array([1, 2], dtype="timedelta64[h]")),
    ("array of strings", np.array(["a", "été"])),
    ("array of bytes", np.array([b"a", b"bc"])),
    ("array of objects", np.array([1, "a", None, [1, 2]], dtype=object)),
    ("three dimensions", np.arange(24, dtype="i4").reshape(2, 3, 4)),
    ("fortran order", np.asfortranarray(np.arange(6.0).reshape(2, 3))),
    ("no dimension", np.array(3.5)),
    ("empty", np.empty((0, 3))),
    ("empty objects", np.empty((2, 0), dtype=object)),
]

INDEX = pd.MultiIndex.from_tuples([("a", 1), ("b", None)], names=["x", None])

PANDAS = [
    ("series", pd.Series([1, 2], name="n")),
    ("series with labels", pd.Series([1.5, NAN], index=pd.Index(["a", "b"], name="k"))),
    ("series with levels", pd.Series([True, False], index=INDEX)),
    ("series of strings", pd.Series(["é", None, "𝄞𝄞"])),
    ("series of ascii", pd.Series(["a", "", "bcd"])),
    ("series of nullable strings", pd.Series(["a", pd.NA], dtype="string")),
    ("series of object strings", pd.Series(["a", None, NAN, pd.NA], dtype=object)),
    ("series of objects", pd.Series([1, "a", [1, 2], {"k": 1}, NAN], dtype=object)),
    ("series of none", pd.Series([None, None], dtype=object)),
    ("series of strings and numbers", pd.Series(["a", 1.5], dtype=object)),
    *(
        (f"series {dtype}", pd.Series([1, None, 0], dtype=dtype))
        for dtype in ("Int8", "Int64", "UInt16", "Float32", "Float64", "boolean")
    ),
    ("series of dates", pd.Series(pd.to_datetime(["2024-01-01", None]))),
    ("series of seconds", pd.Series(np.array(["0900-01-01"], dtype="datetime64[s]"))),
    ("series of zoned dates", pd.Series(pd.to_datetime(["2024-07-01", None]).tz_localize("Europe/Paris"))),
    ("series of durations", pd.Series(pd.to_timedelta(["1D", None]))),
    ("series of periods", pd.Series(pd.period_range("2024-01", periods=2, freq="M"))),
    ("categories", pd.Series(pd.Categorical(["a", None, "b"], categories=["b", "a", "c"], ordered=True))),
    ("categories of numbers", pd.Series(pd.Categorical([3, 1, 3]))),
    ("cut", pd.cut(pd.Series([1.0, 5.0, NAN]), [0, 2, 10])),
    ("intervals", pd.Series(pd.arrays.IntervalArray.from_breaks([0, 1, 2]))),
    ("index", pd.Index([3, 1], name=("a", 1))),
    ("index of strings", pd.Index(["a", "b"])),
    ("index of objects", pd.Index(["a", 1, None], dtype=object)),
    ("index of tuples", pd.Index([("a", 1), ("b", 2)], tupleize_cols=False)),
    ("range", pd.RangeIndex(10, 0, -3, name="r")),
    ("index of dates", pd.date_range("2024-01-01", periods=3, freq="D")._with_freq(None)),
    ("levels", INDEX),
    ("unique strings", pd.Series(["a", "b"]).unique()),
    ("categorical", pd.Categorical(["a", "b"])),
    ("array of nullable", pd.array([1, None])),
    ("frame", pd.DataFrame({"a": [1, 2], "b": ["x", None], "c": [1.5, NAN], "d": [True, False]})),
    ("frame of objects", pd.DataFrame({"a": [[1], {"b": 2}], "b": pd.Series(["x", "y"], dtype=object)})),
    ("duplicate columns", pd.DataFrame([[1, "a", 2.0]], columns=["x", "x", "x"])),
    ("no rows", pd.DataFrame({"a": pd.Series([], dtype="int64"), "b": pd.Series([], dtype="str")})),
    ("no columns", pd.DataFrame(index=["a", "b"])),
    ("nothing at all", pd.DataFrame()),
    ("levels of columns", pd.DataFrame(np.eye(2), columns=INDEX, index=INDEX)),
    ("grouped", pd.DataFrame({"g": ["a", "b", "a"], "v": [1, 2, 3]}).groupby("g").agg(["mean", "count"])),
]

SPARSE = [
    (f"sparse {kind} {form}", getattr(sparse, f"{form}_{kind}")(np.array([[0, 1.5, 0], [2, 0, 0]])))
    for kind in ("matrix", "array")
    for form in ("csr", "csc", "coo")
] + [("empty sparse", sparse.csr_array((3, 4), dtype="i4"))]

SAME = SCALARS + COLLECTIONS + ARRAYS + PANDAS + SPARSE

Point = collections.namedtuple("Point", "x y")

# What crosses as a simpler value: name, value, what it becomes.
SIMPLER = [
    ("bytearray", bytearray(b"ab"), b"ab"),
    ("frozenset", frozenset({1}), {1}),
    ("numpy float", np.float64(0.1), 0.1),
    ("numpy single", np.float32(0.5), 0.5),
    ("numpy int", np.int8(-3), -3),
    ("numpy uint", np.uint64(2**64 - 1), 2**64 - 1),
    ("numpy bool", np.bool_(True), True),
    ("numpy complex", np.complex64(1j), 1j),
    ("numpy text", np.str_("a"), "a"),
    ("numpy bytes", np.bytes_(b"a"), b"a"),
    ("numpy date", np.datetime64("2024-01-01"), datetime.date(2024, 1, 1)),
    ("numpy moment", np.datetime64("2024-01-01T01", "h"), datetime.datetime(2024, 1, 1, 1)),
    ("numpy NaT", np.datetime64("NaT"), pd.NaT),
    ("numpy duration", np.timedelta64(90, "m"), datetime.timedelta(minutes=90)),
    ("enum of ints", Colour.RED, 1),
    ("named tuple", Point(1, 2), (1, 2)),
    ("counter", collections.Counter("aab"), {"a": 2, "b": 1}),
    ("default dict", collections.defaultdict(list, k=[1]), {"k": [1]}),
    ("nan twice in a set", {NAN, float("-nan")}, {NAN}),
    ("big-endian array", np.array([1, 2], dtype=">i4"), np.array([1, 2], dtype="i4")),
    ("list of rows", sparse.lil_array(np.eye(2)), sparse.csr_array(np.eye(2))),
]
