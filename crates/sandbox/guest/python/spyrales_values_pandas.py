"""pandas' frames, series, indexes and scalars as plain values, for `spyrales_values`."""

import struct
import zoneinfo

import numpy as np
import pandas as pd

from spyrales_values import (
    Opaque,
    write_moment,
    write_zone,
    zone_of,
    zone_text,
)
from spyrales_values_numpy import (
    PER_SECOND,
    dtype_name,
    object_array,
    read_tagged_numbers,
    read_texts,
    split_count,
    write_duration,
    write_numbers,
    write_texts,
)

_CLOSED = ("neither", "left", "right", "both")
_NUMBERS, _NULLABLE, _STRINGS, _CATEGORIES, _DATES, _DURATIONS, _OBJECTS, _INTERVALS, _PERIODS = range(9)
_MASKED = tuple(
    getattr(pd, f"{name}Dtype")
    for name in (
        *("Int8", "Int16", "Int32", "Int64", "UInt8", "UInt16", "UInt32", "UInt64"),
        *("Float32", "Float64", "Boolean"),
    )
)
_MISSING_TYPES = (type(None), float, type(pd.NA))
_INDEXES = (
    pd.Index,
    pd.DatetimeIndex,
    pd.TimedeltaIndex,
    pd.CategoricalIndex,
    pd.IntervalIndex,
    pd.PeriodIndex,
)


# Columns


def _write_column(writer, array):
    """Writes a column: a series without its labels, an index, or an array of pandas' own."""
    dtype = array.dtype
    kind = type(dtype)
    if kind in _COLUMN_WRITERS:
        _COLUMN_WRITERS[kind](writer, array)
    elif not isinstance(dtype, np.dtype):
        raise Opaque
    elif dtype.kind == "O":
        _write_object_column(writer, array.to_numpy())
    elif dtype.kind in "mM":
        _write_counts(writer, array.to_numpy(), None)
    else:
        writer.out.append(_NUMBERS)
        write_numbers(writer, array.to_numpy())


def _write_counts(writer, array, zone):
    unit, multiple = np.datetime_data(array.dtype)
    if unit not in PER_SECOND or multiple != 1:
        raise Opaque
    is_date = array.dtype.kind == "M"
    writer.out.append(_DATES if is_date else _DURATIONS)
    writer.text(unit)
    if is_date:
        write_zone(writer, zone)
    _write_int64s(writer, array)


def _write_int64s(writer, array):
    writer.reserve(8 * len(array))
    writer.out += struct.pack("<I", len(array)) + array.view(np.int64).tobytes()


def _write_zoned(writer, array):
    zone = zone_text(array.dtype.tz)
    if zone is None:
        raise Opaque
    _write_counts(writer, pd.DatetimeIndex(array).tz_convert("UTC").tz_localize(None).to_numpy(), zone)


def _write_nullable(writer, array):
    mask = np.asarray(array.isna(), dtype=bool)
    dtype = array.dtype.numpy_dtype
    values = array.to_numpy(dtype=dtype, na_value=dtype.type(0))
    writer.out.append(_NULLABLE)
    writer.text(array.dtype.name)
    write_numbers(writer, values)
    writer.bytes(mask.tobytes())


def _write_string_column(writer, array):
    is_str = array.dtype.na_value is not pd.NA
    items = array.to_numpy(dtype=object, na_value=None).tolist()
    flags = [0 if item is not None else 2 if is_str else 3 for item in items]
    _write_strings(writer, "str" if is_str else "string", items, flags)


def _write_strings(writer, name, items, flags):
    texts = [item if flag == 0 else "" for item, flag in zip(items, flags)] if any(flags) else items
    writer.out.append(_STRINGS)
    writer.text(name)
    writer.bytes(bytes(flags))
    write_texts(writer, texts)


def _write_object_column(writer, array):
    items = array.tolist()
    kinds = set(map(type, items))
    if str in kinds and kinds.issubset((str, *_MISSING_TYPES)):
        flags = [_object_flag(item) for item in items]
        if None not in flags:
            return _write_strings(writer, "object", items, flags)
    writer.out.append(_OBJECTS)
    writer.out += struct.pack("<I", len(items))
    for item in items:
        writer.value(item)


def _object_flag(item):
    """How a column of strings marks this item; None if it is a number among the strings."""
    if type(item) is str:
        return 0
    if item is None:
        return 1
    if item is pd.NA:
        return 3
    return 2 if item != item else None


def _write_categories(writer, array):
    if type(array) is not pd.Categorical:
        array = array.values
    writer.out += bytes((_CATEGORIES, array.ordered))
    _write_column(writer, array.categories)
    _write_codes(writer, array.codes)


def _write_codes(writer, codes):
    writer.out += struct.pack("<I", len(codes)) + np.asarray(codes, dtype="<i4").tobytes()


def _write_intervals(writer, array):
    array = pd.arrays.IntervalArray(array)
    writer.out += bytes((_INTERVALS, _CLOSED.index(array.closed)))
    _write_column(writer, array.left)
    _write_column(writer, array.right)


def _write_periods(writer, array):
    array = pd.PeriodIndex(array)
    writer.out.append(_PERIODS)
    writer.text(array.freqstr)
    _write_int64s(writer, array.asi8)


_COLUMN_WRITERS = {
    pd.StringDtype: _write_string_column,
    pd.CategoricalDtype: _write_categories,
    pd.DatetimeTZDtype: _write_zoned,
    pd.IntervalDtype: _write_intervals,
    pd.PeriodDtype: _write_periods,
    **dict.fromkeys(_MASKED, _write_nullable),
}


def _read_column(reader):
    """A column as an array, NumPy's or one of pandas' own."""
    return _COLUMN_READERS[reader.u8()](reader)


def _read_int64s(reader):
    count = reader.u32()
    return np.frombuffer(reader.take(8 * count), np.int64, count).copy()


def _read_dates(reader):
    unit, zone = reader.text(), reader.value()
    dates = _read_int64s(reader).view(f"datetime64[{unit}]")
    if zone is None:
        return dates
    return pd.DatetimeIndex(dates).tz_localize("UTC").tz_convert(zone_of(zone)).array


def _read_durations(reader):
    unit = reader.text()
    return _read_int64s(reader).view(f"timedelta64[{unit}]")


def _read_nullable(reader):
    name = reader.text()
    values = read_tagged_numbers(reader)
    mask = np.frombuffer(reader.bytes(), np.bool_).copy()
    make = {"boolean": pd.arrays.BooleanArray, "F": pd.arrays.FloatingArray}
    make = make.get(name) or make.get(name[0]) or pd.arrays.IntegerArray
    return make(values, mask)


def _read_strings(reader):
    name, flags = reader.text(), reader.bytes()
    items = read_texts(reader, len(flags))
    if any(flags):
        missing = (None, None, float("nan"), pd.NA)
        items = [missing[flag] if flag else item for item, flag in zip(items, flags)]
    array = object_array(items)
    if name == "object":
        return array
    return pd.array(array, dtype=pd.StringDtype(na_value=np.nan) if name == "str" else "string")


def _read_categories(reader):
    ordered = reader.u8() == 1
    categories = _index(_read_column(reader))
    return pd.Categorical.from_codes(_read_codes(reader), categories=categories, ordered=ordered)


def _read_codes(reader):
    count = reader.u32()
    return np.frombuffer(reader.take(4 * count), "<i4", count)


def _read_intervals(reader):
    closed = _CLOSED[reader.u8()]
    left, right = _index(_read_column(reader)), _index(_read_column(reader))
    return pd.arrays.IntervalArray.from_arrays(left, right, closed)


def _read_periods(reader):
    freq = reader.text()
    return pd.PeriodIndex.from_ordinals(_read_int64s(reader), freq=freq).array


_COLUMN_READERS = (
    read_tagged_numbers,
    _read_nullable,
    _read_strings,
    _read_categories,
    _read_dates,
    _read_durations,
    lambda reader: object_array(reader.items()),
    _read_intervals,
    _read_periods,
)


def _index(array, name=None):
    """An index of just these labels: pandas guesses no other type for them."""
    return pd.Index(array, dtype=array.dtype, name=name, tupleize_cols=False)


# Indexes


def _write_index(writer, index):
    kind = type(index)
    if kind is pd.RangeIndex:
        writer.out += b"\x00"
        writer.key(index.name)
        writer.out += struct.pack("<qqq", index.start, index.stop, index.step)
    elif kind is pd.MultiIndex:
        writer.out += b"\x02" + struct.pack("<I", index.nlevels)
        for name, labels, codes in zip(index.names, index.levels, index.codes):
            writer.key(name)
            _write_column(writer, labels)
            _write_codes(writer, codes)
    elif kind in _INDEXES:
        writer.out += b"\x01"
        writer.key(index.name)
        _write_column(writer, index)
    else:
        raise Opaque


def _read_index(reader):
    kind = reader.u8()
    if kind == 0:
        name = reader.key()
        start, stop, step = reader.unpack(_RANGE)
        return pd.RangeIndex(start, stop, step, name=name)
    if kind == 1:
        name = reader.key()
        return _index(_read_labels(reader), name)
    names, levels, codes = [], [], []
    for _ in range(reader.u32()):
        names.append(reader.key())
        levels.append(_index(_read_labels(reader)))
        codes.append(_read_codes(reader))
    return pd.MultiIndex(levels, codes, names=names)


def _read_labels(reader):
    outer, reader.in_key = reader.in_key, True
    labels = _read_column(reader)
    reader.in_key = outer
    return labels


_RANGE = struct.Struct("<qqq")


# Values


def _tagged(tag, write):
    def write_tagged(writer, obj):
        writer.out.append(tag)
        write(writer, obj)

    return write_tagged


def _write_series(writer, series):
    writer.out += b"\x22"
    writer.key(series.name)
    _write_index(writer, series.index)
    _write_column(writer, series)


def _read_series(reader):
    name, index = reader.key(), _read_index(reader)
    array = _read_column(reader)
    return pd.Series(array, index=index, dtype=array.dtype, name=name)


def _write_frame(writer, frame):
    rows, columns = frame.shape
    writer.out += struct.pack("<BQI", 0x23, rows, columns)
    _write_index(writer, frame.columns)
    _write_index(writer, frame.index)
    for _, column in frame.items():
        _write_column(writer, column)


def _read_frame(reader):
    reader.u64()
    count = reader.u32()
    names, index = _read_index(reader), _read_index(reader)
    columns = {}
    for place in range(count):
        array = _read_column(reader)
        # Only for objects would pandas guess another type.
        if array.dtype == object:
            array = pd.Series(array, index=index, dtype=object)
        columns[place] = array
    frame = pd.DataFrame(columns, index=index)
    frame.columns = names
    return frame


def _write_timestamp(writer, moment):
    zone = None
    if moment.tzinfo is not None:
        zone = zone_text(moment.tzinfo)
        if zone is None:
            raise Opaque
    count = int(moment.asm8.astype(np.int64))
    write_moment(writer, 0x16, *split_count(count, moment.unit), zone)


def _read_timestamp(reader):
    seconds, nanos = reader.unpack(_MOMENT)
    zone = reader.zone()
    moment = pd.Timestamp(_numpy_time("datetime64", seconds, nanos))
    return moment if zone is None else moment.tz_localize("UTC").tz_convert(zone)


def _write_pandas_timedelta(writer, duration):
    count = int(duration.asm8.astype(np.int64))
    write_duration(writer, 0x17, *split_count(count, duration.unit))


def _read_pandas_timedelta(reader):
    return pd.Timedelta(_numpy_time("timedelta64", *reader.unpack(_MOMENT)))


def _numpy_time(kind, seconds, nanos):
    """In microseconds where that is exact, as pandas counts by default, else in nanoseconds."""
    if nanos % 1000 == 0:
        return np.int64(seconds * 10**6 + nanos // 1000).view(f"{kind}[us]")
    return np.int64(seconds * 10**9 + nanos).view(f"{kind}[ns]")


_MOMENT = struct.Struct("<qI")


def _write_interval(writer, interval):
    writer.out += bytes((0x0F, _CLOSED.index(interval.closed)))
    writer.value(interval.left)
    writer.value(interval.right)


def _read_interval(reader):
    closed = _CLOSED[reader.u8()]
    left, right = reader.value(), reader.value()
    return pd.Interval(left, right, closed)


def _write_period(writer, period):
    writer.out.append(0x15)
    writer.text(period.freqstr)
    writer.out += struct.pack("<q", period.ordinal)


def _read_period(reader):
    freq = reader.text()
    return pd.Period(ordinal=reader.unpack(_ORDINAL)[0], freq=freq)


_ORDINAL = struct.Struct("<q")

_ARRAYS = (
    *(pd.Categorical, pd.arrays.DatetimeArray, pd.arrays.TimedeltaArray, pd.arrays.IntervalArray),
    *(pd.arrays.PeriodArray, pd.arrays.IntegerArray, pd.arrays.FloatingArray, pd.arrays.BooleanArray),
    *(pd.arrays.StringArray, pd.arrays.ArrowStringArray),
    *(type(pd.array([], dtype=pd.StringDtype(na_value=na))) for na in (np.nan, pd.NA)),
)

WRITERS = {
    type(pd.NA): _tagged(0x01, lambda writer, _: None),
    type(pd.NaT): _tagged(0x02, lambda writer, _: None),
    pd.Timestamp: _write_timestamp,
    pd.Timedelta: _write_pandas_timedelta,
    pd.Interval: _write_interval,
    pd.Period: _write_period,
    pd.Series: _write_series,
    pd.DataFrame: _write_frame,
    pd.arrays.NumpyExtensionArray: lambda writer, array: writer.value(array.to_numpy()),
    **dict.fromkeys(_ARRAYS, _tagged(0x27, _write_column)),
    **dict.fromkeys((pd.RangeIndex, pd.MultiIndex, *_INDEXES), _tagged(0x28, _write_index)),
}

READERS = {
    0x01: lambda reader: pd.NA,
    0x02: lambda reader: pd.NaT,
    0x0F: _read_interval,
    0x15: _read_period,
    0x16: _read_timestamp,
    0x17: _read_pandas_timedelta,
    0x22: _read_series,
    0x23: _read_frame,
    0x27: lambda reader: pd.array(*_typed(_read_column(reader))),
    0x28: _read_index,
}


def _typed(array):
    return array, array.dtype
