"""Plain values as bytes, as docs/internals/values.md of Spyrales describes them.

`encode` writes an object, `decode` rebuilds one. Only exact types are plain: a subclass of a
built-in type is written as the built-in value that it holds, whatever its methods say, and any
other object is named by a handle or refused. NumPy, pandas, SciPy and matplotlib are looked at
only if the program has imported them.
"""

import datetime
import decimal
import re
import struct
import sys
import zoneinfo

MAX_BYTES = 64 << 20
MAX_DEPTH = 64
MAX_VALUES = 2_000_000

_EPOCH = datetime.date(1970, 1, 1).toordinal()
_FIRST_SECOND, _LAST_SECOND = -62_135_596_800, 253_402_300_799
_NAN = struct.pack("<Q", 0x7FF8000000000000)
_DECIMAL_DIGITS, _DECIMAL_EXPONENT = 1_000, 9_999
_ZONE = re.compile(r"[A-Za-z][\w+-]*(/[A-Za-z][\w+-]*)*\Z", re.ASCII)

# Tags that may be the key of a map or the member of a set.
_KEY_TAGS = frozenset(range(0x00, 0x10)) | {0x11, 0x12, 0x14, 0x15, 0x16, 0x17}
# Keys of these exact types are encoded alike only if they are equal.
_SIMPLE_KEYS = frozenset({str, int, bool, bytes, type(None)})

_u32 = struct.Struct("<I").pack
_u64 = struct.Struct("<Q").pack
_i64 = struct.Struct("<q").pack
_count = struct.Struct("<BI").pack
_tagged_i64 = struct.Struct("<Bq").pack
_tagged_f64 = struct.Struct("<Bd").pack


class NotPlain(Exception):
    """An object that can't cross: it isn't a plain value, and there are no handles to name it by."""

    def __init__(self, class_name, why=None):
        super().__init__(class_name if why is None else f"{class_name}: {why}")
        self.class_name = class_name
        self.why = why


class TooLarge(NotPlain):
    """A plain value that is over the caps on size, depth or number of values."""


class DecodeError(ValueError):
    """Bytes that aren't a value, or a value that Python's libraries can't hold."""


class Handle:
    """An object that stays in another sandbox, known by its number and the name of its class."""

    __slots__ = ("id", "class_name")

    def __init__(self, id, class_name):
        self.id = id
        self.class_name = class_name

    def __repr__(self):
        return f"<{self.class_name} #{self.id}>"


class Opaque(Exception):
    """Raised by the part that writes an object, when the object turns out not to be plain."""


def encode(obj, handle=None, *, draw=True):
    """The bytes of `obj`.

    What isn't plain is named by the number that `handle(obj)` returns; without `handle` it raises
    `NotPlain`. `draw=False` leaves the pictures of figures out.
    """
    writer = Writer(handle, draw)
    writer.value(obj)
    if len(writer.out) > MAX_BYTES:
        raise TooLarge(_class_name(obj), "over 64 MiB")
    return bytes(writer.out)


def decode(data, handle=None):
    """The object that `data` describes.

    `handle(id, class_name)` returns the object that stands for a handle; without it that is a
    `Handle`. Raises `DecodeError`, and nothing else, for what can't be rebuilt.
    """
    reader = Reader(bytes(data), handle)
    try:
        value = reader.value()
    except DecodeError:
        raise
    except MemoryError:
        raise
    except Exception as error:
        raise DecodeError(f"{type(error).__name__} at byte {reader.at}: {error}") from error
    if reader.at != len(reader.data):
        raise DecodeError(f"bytes after the value at byte {reader.at}")
    return value


class Writer:
    """Bytes being written; `value` writes one more object after them."""

    __slots__ = ("out", "draw", "_handle", "_depth", "_values", "_in_key", "pictures")

    def __init__(self, handle, draw):
        self.out = bytearray()
        self.draw = draw
        self.pictures = {}
        self._handle = handle
        self._depth = 0
        self._values = 0
        self._in_key = False

    def value(self, obj):
        kind = type(obj)
        write = _WRITERS.get(kind) or _find_writer(kind)
        self.spend(1)
        if self._depth == MAX_DEPTH:
            raise TooLarge(_class_name(obj), "nested too deeply")
        self._depth += 1
        start = len(self.out)
        try:
            if write is None:
                raise Opaque
            write(self, obj)
            if self._in_key and self.out[start] not in _KEY_TAGS:
                raise Opaque
        except Opaque:
            if self._in_key:
                raise
            del self.out[start:]
            self._write_handle(obj)
        self._depth -= 1

    def spend(self, count):
        """Counts values towards the cap."""
        self._values += count
        if self._values > MAX_VALUES:
            raise TooLarge("value", "too many values")

    def key(self, obj):
        """Writes what must never change: a key, a name, the member of a set. `Opaque` if it may."""
        outer, depth = self._in_key, self._depth
        self._in_key = True
        try:
            self.value(obj)
        finally:
            self._in_key, self._depth = outer, depth

    def text(self, text):
        """Writes a length and UTF-8."""
        self.bytes(utf8(text))

    def bytes(self, data):
        self.reserve(len(data))
        self.out += _u32(len(data))
        self.out += data

    def reserve(self, size):
        """Refuses at once what would only be refused once it is written, at the cost of its memory."""
        if len(self.out) + size > MAX_BYTES:
            raise TooLarge("value", "over 64 MiB")

    def _write_handle(self, obj):
        if self._handle is None:
            raise NotPlain(_class_name(obj))
        number = self._handle(obj)
        self.out += b"\x26" + _u64(number)
        self.text(_class_name(obj))


def utf8(text):
    try:
        return text.encode()
    except UnicodeEncodeError:
        raise NotPlain("str", "half of a surrogate pair, which is no character") from None


def _class_name(obj):
    name = type.__dict__["__name__"].__get__(type(obj))
    return str.encode(name, "utf-8", "replace").decode()[:200]


def zone_text(tz):
    """The name or the fixed offset of a time zone; None if it has neither."""
    if type(tz) is datetime.timezone:
        return offset_text(tz.utcoffset(None))
    if type(tz) is zoneinfo.ZoneInfo:
        name = tz.key
    else:
        name = getattr(tz, "zone", None)  # pytz
    if type(name) is str and len(name) <= 64 and _ZONE.match(name):
        return name
    return None


def offset_text(offset):
    """`+02:00`, with seconds if need be; `UTC` for none."""
    if offset.microseconds:
        raise Opaque
    seconds = offset.days * 86_400 + offset.seconds
    if seconds == 0:
        return "UTC"
    sign, seconds = ("-", -seconds) if seconds < 0 else ("+", seconds)
    text = f"{sign}{seconds // 3600:02}:{seconds // 60 % 60:02}"
    return text + (f":{seconds % 60:02}" if seconds % 60 else "")


def write_zone(writer, text):
    if text is None:
        writer.out += b"\x00"
    else:
        writer.out += b"\x09"
        writer.text(text)


def write_moment(writer, tag, seconds, nanos, zone):
    """A date and time: seconds since 1970 in UTC if it has a zone."""
    if not _FIRST_SECOND <= seconds <= _LAST_SECOND:
        raise Opaque
    writer.out += struct.pack("<BqI", tag, seconds, nanos)
    write_zone(writer, zone)


def write_float(writer, number):
    if number != number:
        writer.out += b"\x07" + _NAN
    else:
        writer.out += _tagged_f64(0x07, number)


def write_int(writer, number):
    if -(2**63) <= number < 2**63:
        writer.out += _tagged_i64(0x05, number)
    else:
        size = (number if number >= 0 else ~number).bit_length() // 8 + 1
        writer.out += b"\x06"
        writer.bytes(number.to_bytes(size, "little", signed=True))


def _write_none(writer, _):
    writer.out += b"\x00"


def _write_bool(writer, flag):
    writer.out += b"\x04" if flag else b"\x03"


def _write_complex(writer, number):
    writer.out += b"\x08"
    for part in (number.real, number.imag):
        writer.out += _NAN if part != part else struct.pack("<d", part)


def _write_str(writer, text):
    writer.out += b"\x09"
    writer.text(text)


def _write_bytes(writer, data):
    writer.out += b"\x0a"
    writer.bytes(data)


def _write_date(writer, date):
    writer.out += struct.pack("<Bi", 0x0B, date.toordinal() - _EPOCH)


def _write_time(writer, time):
    zone = None
    if time.tzinfo is not None:
        zone = zone_text(time.tzinfo)
        if zone is None:
            raise Opaque
    seconds = time.hour * 3600 + time.minute * 60 + time.second
    writer.out += b"\x0c" + _u64(seconds * 10**9 + time.microsecond * 1000)
    write_zone(writer, zone)


def _write_datetime(writer, moment):
    days = moment.toordinal() - _EPOCH
    seconds = days * 86_400 + moment.hour * 3600 + moment.minute * 60 + moment.second
    zone = None
    if moment.tzinfo is not None:
        offset = moment.utcoffset()
        if offset is None or offset.microseconds:
            raise Opaque
        zone = zone_text(moment.tzinfo) or offset_text(offset)
        seconds -= offset.days * 86_400 + offset.seconds
    write_moment(writer, 0x0D, seconds, moment.microsecond * 1000, zone)


def _write_timedelta(writer, duration):
    seconds = duration.days * 86_400 + duration.seconds
    writer.out += struct.pack("<BqI", 0x0E, seconds, duration.microseconds * 1000)


def _write_decimal(writer, number):
    _, digits, exponent = number.as_tuple()
    if exponent in ("N",) or (exponent == "n" and (digits or number.is_signed())):
        raise Opaque  # a signalling NaN, or one that carries a sign or digits
    if number.is_finite() and (
        len(digits) + abs(exponent) > _DECIMAL_EXPONENT or len(str(number)) > _DECIMAL_DIGITS
    ):
        raise Opaque
    writer.out += b"\x14"
    writer.text(str(number))


def _write_list(writer, items):
    write_items(writer, 0x10, items[:])


def _write_tuple(writer, items):
    write_items(writer, 0x11, items)


def write_items(writer, tag, items):
    _check_count(len(items))
    writer.out += _count(tag, len(items))
    if not _write_alike(writer, items):
        value = writer.value
        for item in items:
            value(item)


def _write_alike(writer, items):
    """Writes many floats or small integers in one go; False if they aren't that."""
    kinds = set(map(type, items)) if len(items) > 8 else ()
    if kinds == {float}:
        tag, form = 0x07, _tagged_f64
        if any(item != item for item in items):
            return False
    elif kinds == {int}:
        tag, form = 0x05, _tagged_i64
    else:
        return False
    writer.reserve(9 * len(items))
    try:
        writer.out += b"".join([form(tag, item) for item in items])
    except struct.error:  # an integer beyond 64 bits
        return False
    writer.spend(len(items))
    return True


def _write_set(writer, members):
    _check_count(len(members))
    start = len(writer.out)
    encoded = set()
    for member in members:
        writer.key(member)
        encoded.add(bytes(writer.out[start:]))
        del writer.out[start:]
    writer.out += _count(0x12, len(encoded))
    writer.out += b"".join(sorted(encoded))


def _write_dict(writer, mapping):
    _write_entries(writer, list(mapping.items()))


def _write_entries(writer, entries):
    _check_count(len(entries))
    writer.out += _count(0x13, len(entries))
    seen = None if all(type(key) in _SIMPLE_KEYS for key, _ in entries) else set()
    for key, value in entries:
        start = len(writer.out)
        writer.key(key)
        if seen is not None:
            encoded = bytes(writer.out[start:])
            if encoded in seen:
                raise Opaque
            seen.add(encoded)
        writer.value(value)


def _check_count(count):
    if count > MAX_VALUES:
        raise TooLarge("value", "too many values")


def _write_handle(writer, handle):
    writer.out += b"\x26" + _u64(handle.id)
    writer.text(handle.class_name)


_WRITERS = {
    type(None): _write_none,
    bool: _write_bool,
    int: write_int,
    float: write_float,
    complex: _write_complex,
    str: _write_str,
    bytes: _write_bytes,
    bytearray: _write_bytes,
    datetime.date: _write_date,
    datetime.time: _write_time,
    datetime.datetime: _write_datetime,
    datetime.timedelta: _write_timedelta,
    decimal.Decimal: _write_decimal,
    list: _write_list,
    tuple: _write_tuple,
    set: _write_set,
    frozenset: _write_set,
    dict: _write_dict,
    Handle: _write_handle,
}

# What a subclass holds, read by the built-in type itself: the subclass's own methods aren't asked.
_WHOLE = slice(None)
_HELD = (
    (int, lambda obj: int.__add__(obj, 0), write_int),
    (float, lambda obj: struct.unpack("<d", struct.pack("<d", obj))[0], write_float),
    (complex, lambda obj: complex.__neg__(complex.__neg__(obj)), _write_complex),
    (str, lambda obj: str.__getitem__(obj, _WHOLE), _write_str),
    (bytes, lambda obj: bytes.__getitem__(obj, _WHOLE), _write_bytes),
    (bytearray, lambda obj: bytearray.__getitem__(obj, _WHOLE), _write_bytes),
    (tuple, lambda obj: tuple.__getitem__(obj, _WHOLE), _write_tuple),
    (list, lambda obj: list.__getitem__(obj, _WHOLE), _write_list),
    (set, lambda obj: set.__or__(set(), obj), _write_set),
    (frozenset, lambda obj: set.__or__(set(), obj), _write_set),
    (dict, lambda obj: list(dict.items(obj)), _write_entries),
)

# Modules that bring plain types of their own, and ours that write these.
_EXTENSIONS = {
    "numpy": "spyrales_values_numpy",
    "pandas": "spyrales_values_pandas",
    "scipy.sparse": "spyrales_values_scipy",
    "matplotlib.figure": "spyrales_values_figure",
}
_waiting = dict(_EXTENSIONS)


def _find_writer(kind):
    for module in [module for module in _waiting if module in sys.modules]:
        _WRITERS.update(__import__(_waiting.pop(module)).WRITERS)
    write = _WRITERS.get(kind)
    if write is not None:
        return write
    for base, held, write_held in _HELD:
        if issubclass(kind, base):
            return lambda writer, obj: write_held(writer, held(obj))
    return None


class Reader:
    """Bytes being read; `at` is where, and `in_key` whether what is read must never change."""

    __slots__ = ("data", "at", "in_key", "_handle")

    def __init__(self, data, handle):
        self.data = data
        self.at = 0
        self.in_key = False
        self._handle = handle

    def value(self):
        tag = self.data[self.at]
        self.at += 1
        read = _READERS.get(tag)
        if read is None:
            if tag not in _READING:
                raise DecodeError(f"a tag that names no kind of value at byte {self.at - 1}")
            _READERS.update(__import__(_READING[tag]).READERS)
            read = _READERS[tag]
        return read(self)

    def key(self):
        outer, self.in_key = self.in_key, True
        value = self.value()
        self.in_key = outer
        return value

    def unpack(self, form):
        fields = form.unpack_from(self.data, self.at)
        self.at += form.size
        return fields

    def u8(self):
        self.at += 1
        return self.data[self.at - 1]

    def u32(self):
        return self.unpack(_U32)[0]

    def u64(self):
        return self.unpack(_U64)[0]

    def take(self, size):
        start = self.at
        if start + size > len(self.data):
            raise DecodeError(f"fewer bytes than announced at byte {start}")
        self.at += size
        return self.data[start : self.at]

    def bytes(self):
        return self.take(self.u32())

    def text(self):
        return self.bytes().decode()

    def items(self):
        count = self.u32()
        alike = (self._numbers_alike(count) or self._texts_alike(count)) if count >= _MANY else None
        if alike is not None:
            return alike
        items = []
        for _ in range(count):
            number = _EIGHT_BYTES.get(self.data[self.at])
            if number is None:
                items.append(self.value())
            else:  # most lists are lists of numbers: these skip the detour
                items.append(number(self.data, self.at + 1)[0])
                self.at += 9
        return items

    def _numbers_alike(self, count):
        """So many numbers of one type in one go; None if the items aren't that."""
        tag = self.data[self.at]
        end = self.at + 9 * count
        if tag not in _EIGHT_BYTES or end > len(self.data) or self.data[self.at : end : 9] != bytes((tag,)) * count:
            return None
        data, self.at = self.data[self.at : end], end
        numpy = sys.modules.get("numpy")
        if numpy is None:
            return [number for _, number in struct.iter_unpack("<Bq" if tag == 0x05 else "<Bd", data)]
        number = "<i8" if tag == 0x05 else "<f8"
        return numpy.frombuffer(data, numpy.dtype([("tag", "u1"), ("number", number)]))["number"].tolist()

    def _texts_alike(self, count):
        """So many texts in one go; None if the items aren't that."""
        data, at, size_at, texts = self.data, self.at, _U32.unpack_from, []
        for _ in range(count):
            if data[at] != 0x09:
                return None
            start = at + 5
            at = start + size_at(data, at + 1)[0]
            if at > len(data):
                raise DecodeError(f"fewer bytes than announced at byte {start}")
            texts.append(data[start:at].decode())
        self.at = at
        return texts

    def zone(self):
        text = self.value()
        return None if text is None else zone_of(text)

    def read_handle(self):
        number, class_name = self.u64(), self.text()
        return Handle(number, class_name) if self._handle is None else self._handle(number, class_name)


# Lists shorter than this are read item by item.
_MANY = 32
_U32, _U64, _I64, _F64 = (struct.Struct(form) for form in ("<I", "<Q", "<q", "<d"))
_EIGHT_BYTES = {0x05: _I64.unpack_from, 0x07: _F64.unpack_from}
_I32, _COMPLEX, _MOMENT = (struct.Struct(form) for form in ("<i", "<dd", "<qI"))


def zone_of(text):
    """The zone of this name or offset; UTC for a zone that this Python doesn't know."""
    if text == "UTC":
        return datetime.timezone.utc
    if text[0] in "+-":
        hours, minutes, *seconds = map(int, text[1:].split(":"))
        offset = datetime.timedelta(hours=hours, minutes=minutes, seconds=sum(seconds))
        return datetime.timezone(-offset if text[0] == "-" else offset)
    try:
        return zoneinfo.ZoneInfo(text)
    except (OSError, ValueError, KeyError):
        return datetime.timezone.utc


def _read_date(reader):
    return datetime.date.fromordinal(reader.unpack(_I32)[0] + _EPOCH)


def _read_time(reader):
    micros = reader.u64() // 1000
    seconds, micros = divmod(micros, 10**6)
    hour, minute = seconds // 3600, seconds // 60 % 60
    return datetime.time(hour, minute, seconds % 60, micros, tzinfo=reader.zone())


def _read_datetime(reader):
    seconds, nanos = reader.unpack(_MOMENT)
    zone = reader.zone()
    moment = datetime.datetime(1970, 1, 1) + datetime.timedelta(seconds=seconds, microseconds=nanos // 1000)
    return moment if zone is None else moment.replace(tzinfo=datetime.timezone.utc).astimezone(zone)


def _read_timedelta(reader):
    seconds, nanos = reader.unpack(_MOMENT)
    return datetime.timedelta(seconds=seconds, microseconds=nanos // 1000)


def _read_set(reader):
    frozen = reader.in_key
    count = reader.u32()
    members = {reader.key() for _ in range(count)}
    if len(members) != count:
        raise DecodeError(f"members of a set that Python calls equal before byte {reader.at}")
    return frozenset(members) if frozen else members


def _read_dict(reader):
    count = reader.u32()
    mapping = {}
    for _ in range(count):
        key = reader.key()
        mapping[key] = reader.value()
    if len(mapping) != count:
        raise DecodeError(f"keys of a map that Python calls equal before byte {reader.at}")
    # What R knows more about a value than we do.
    if list(mapping) == ["#as", "#name", "#value"]:
        return mapping["#value"]
    return mapping


_READERS = {
    0x00: lambda reader: None,
    0x03: lambda reader: False,
    0x04: lambda reader: True,
    0x05: lambda reader: reader.unpack(_I64)[0],
    0x06: lambda reader: int.from_bytes(reader.bytes(), "little", signed=True),
    0x07: lambda reader: reader.unpack(_F64)[0],
    0x08: lambda reader: complex(*reader.unpack(_COMPLEX)),
    0x09: Reader.text,
    0x0A: Reader.bytes,
    0x0B: _read_date,
    0x0C: _read_time,
    0x0D: _read_datetime,
    0x0E: _read_timedelta,
    0x10: Reader.items,
    0x11: lambda reader: tuple(reader.items()),
    0x12: _read_set,
    0x13: _read_dict,
    0x14: lambda reader: decimal.Decimal(reader.text()),
    0x26: Reader.read_handle,
}

# Which of our modules reads the other tags.
_READING = (
    dict.fromkeys((0x20, 0x21), "spyrales_values_numpy")
    | dict.fromkeys(
        (0x01, 0x02, 0x0F, 0x15, 0x16, 0x17, 0x22, 0x23, 0x27, 0x28), "spyrales_values_pandas"
    )
    | {0x24: "spyrales_values_scipy", 0x25: "spyrales_values_figure"}
)
