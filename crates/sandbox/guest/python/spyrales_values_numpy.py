"""NumPy's arrays and scalars as plain values, for `spyrales_values`."""

import datetime
import struct

import numpy as np

from spyrales_values import (
    MAX_BYTES,
    Opaque,
    TooLarge,
    _write_bool,
    _write_bytes,
    _write_complex,
    _write_str,
    utf8,
    write_float,
    write_int,
    write_moment,
)

_SIZES = {"b": (1,), "i": (1, 2, 4, 8), "u": (1, 2, 4, 8), "f": (2, 4, 8), "c": (8, 16)}
_UNITS = ("Y", "M", "W", "D", "h", "m", "s", "ms", "us", "ns")
_EPOCH = datetime.date(1970, 1, 1).toordinal()
PER_SECOND = {"s": 1, "ms": 10**3, "us": 10**6, "ns": 10**9}
_NAT = -(2**63)


def dtype_name(dtype):
    """The name of a type of numbers or times; `Opaque` for any other."""
    kind = dtype.kind
    if dtype.itemsize in _SIZES.get(kind, ()):
        return "bool" if kind == "b" else np.dtype(f"{kind}{dtype.itemsize}").name
    if kind in "mM":
        unit, multiple = np.datetime_data(dtype)
        if unit in _UNITS and multiple == 1:
            return f"{'datetime64' if kind == 'M' else 'timedelta64'}[{unit}]"
    raise Opaque


def write_numbers(writer, array):
    """Writes an array of numbers or times, with its tag."""
    name = dtype_name(array.dtype)
    if array.nbytes > MAX_BYTES:
        raise TooLarge("ndarray", "over 64 MiB")
    if array.dtype.byteorder == ">":
        array = array.astype(array.dtype.newbyteorder("<"))
    flags = array.flags
    fortran = array.ndim > 1 and flags.f_contiguous and not flags.c_contiguous
    writer.out += b"\x20"
    writer.text(name)
    writer.out += struct.pack("<BB", fortran, array.ndim)
    writer.out += struct.pack(f"<{array.ndim}QQ", *array.shape, array.nbytes)
    writer.reserve(array.nbytes)
    writer.out += array.tobytes("F" if fortran else "C")


def _write_array(writer, array):
    kind = array.dtype.kind
    if kind in "OUS":
        _write_objects(writer, array, "OUS".index(kind))
    elif kind == "T":
        if hasattr(array.dtype, "na_object"):
            raise Opaque
        _write_objects(writer, array, 1)
    else:
        write_numbers(writer, array)


def write_texts(writer, texts):
    """Texts end to end: a length each, then all of them as one."""
    joined = "".join(texts)
    if joined.isascii():
        lengths, data = map(len, texts), joined.encode()
    else:
        encoded = [utf8(text) for text in texts]
        lengths, data = map(len, encoded), b"".join(encoded)
    if len(data) > MAX_BYTES:
        raise TooLarge("str", "over 64 MiB")
    writer.out += np.fromiter(lengths, "<u4", len(texts)).tobytes()
    writer.bytes(data)


def read_texts(reader, count):
    ends = np.cumsum(np.frombuffer(reader.take(4 * count), "<u4"), dtype=np.int64).tolist()
    data = reader.bytes()
    starts = [0, *ends[:-1]] if ends else []
    if data.isascii():
        text = data.decode()
        return [text[start:end] for start, end in zip(starts, ends)]
    return [data[start:end].decode() for start, end in zip(starts, ends)]


def _write_objects(writer, array, kind):
    items = array.ravel("C").tolist()
    writer.out += struct.pack(f"<BBB{array.ndim}Q", 0x21, kind, array.ndim, *array.shape)
    if kind == 1:
        return write_texts(writer, items)
    for item in items:
        writer.value(item)


def _write_datetime64(writer, moment):
    unit, multiple = np.datetime_data(moment.dtype)
    if np.isnat(moment):
        writer.out += b"\x02"
    elif unit in ("Y", "M", "W", "D") and multiple == 1:
        days = int(moment.astype("datetime64[D]").astype(np.int64))
        if not 1 <= days + _EPOCH <= datetime.date.max.toordinal():
            raise Opaque
        writer.out += struct.pack("<Bi", 0x0B, days)
    else:
        write_moment(writer, 0x0D, *_seconds(moment, "datetime64"), None)


def _write_timedelta64(writer, duration):
    unit, _ = np.datetime_data(duration.dtype)
    if np.isnat(duration):
        writer.out += b"\x02"
    elif unit in ("Y", "M", "generic"):
        raise Opaque
    else:
        write_duration(writer, 0x0E, *_seconds(duration, "timedelta64"))


def write_duration(writer, tag, seconds, nanos):
    if abs(seconds // 86_400) > 999_999_999:
        raise Opaque
    writer.out += struct.pack("<BqI", tag, seconds, nanos)


def _seconds(moment, kind):
    """Whole seconds and nanoseconds below one; `Opaque` for what is finer than nanoseconds."""
    unit, multiple = np.datetime_data(moment.dtype)
    if unit not in _UNITS:
        raise Opaque
    finest = unit if unit in PER_SECOND else "s"
    count = int(moment.astype(f"{kind}[{finest}]").astype(np.int64))
    return split_count(count, finest)


def split_count(count, unit):
    """Whole seconds and nanoseconds below one, of a count of `s`, `ms`, `us` or `ns`."""
    seconds, rest = divmod(count, PER_SECOND[unit])
    return seconds, rest * (10**9 // PER_SECOND[unit])


def _scalars():
    """Writers of NumPy's scalars, which cross as Python's."""
    writers = {np.bool_: lambda writer, flag: _write_bool(writer, bool(flag))}
    for name in ("byte", "short", "intc", "int_", "long", "longlong"):
        for kind in (name, {"int_": "uint"}.get(name, "u" + name)):
            writers[getattr(np, kind)] = lambda writer, number: write_int(writer, int(number))
    for kind in (np.float16, np.float32, np.float64):
        writers[kind] = lambda writer, number: write_float(writer, float(number))
    for kind in (np.complex64, np.complex128):
        writers[kind] = lambda writer, number: _write_complex(writer, complex(number))
    return writers


WRITERS = _scalars() | {
    np.ndarray: _write_array,
    np.str_: lambda writer, text: _write_str(writer, str(text)),
    np.bytes_: lambda writer, data: _write_bytes(writer, bytes(data)),
    np.datetime64: _write_datetime64,
    np.timedelta64: _write_timedelta64,
}


def read_numbers(reader):
    """An array of numbers or times, after its tag."""
    dtype = np.dtype(reader.text())
    fortran, ndim = reader.u8(), reader.u8()
    shape = tuple(reader.u64() for _ in range(ndim))
    data = reader.take(reader.u64())
    order = "F" if fortran else "C"
    if not data:
        return np.empty(shape, dtype, order)
    return np.frombuffer(data, dtype).reshape(shape, order=order).copy(order)


def read_tagged_numbers(reader):
    reader.u8()
    return read_numbers(reader)


def object_array(items):
    """A one-dimensional array of just these objects, lists among them kept whole."""
    return np.fromiter(items, dtype=object, count=len(items))


def _read_objects(reader):
    kind, ndim = reader.u8(), reader.u8()
    shape = tuple(reader.u64() for _ in range(ndim))
    count = 1
    for length in shape:
        count *= length
    array = object_array(read_texts(reader, count) if kind == 1 else [reader.value() for _ in range(count)])
    if kind:
        array = array.astype("US"[kind - 1])
    return array.reshape(shape)


READERS = {0x20: read_numbers, 0x21: _read_objects}
