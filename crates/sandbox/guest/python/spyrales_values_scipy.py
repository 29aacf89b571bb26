"""SciPy's sparse matrices and arrays as plain values, for `spyrales_values`."""

import struct

import numpy as np
from scipy import sparse

from spyrales_values import Opaque
from spyrales_values_numpy import read_tagged_numbers, write_numbers

_FORMATS = ("csr", "csc", "coo")
# Written as csr: they have parts of their own, but hold the same numbers.
_CONVERTED = ("lil", "dok", "bsr", "dia")
_PLACES = (np.dtype(np.int32), np.dtype(np.int64))


def _write_sparse(writer, matrix, is_matrix):
    if len(matrix.shape) != 2 or matrix.dtype.kind not in "biufc" or matrix.dtype == np.float16:
        raise Opaque
    if matrix.format not in _FORMATS:
        matrix = matrix.tocsr()
    count = matrix.nnz
    if matrix.format == "coo":
        parts = [matrix.data, matrix.row, matrix.col]
    else:
        parts = [matrix.data[:count], matrix.indices[:count], matrix.indptr]
    if parts[1].dtype != parts[2].dtype or parts[1].dtype not in _PLACES:
        parts[1:] = [part.astype(np.int64) for part in parts[1:]]
    writer.out += b"\x24"
    writer.text(matrix.format)
    writer.out += struct.pack("<BQQ", is_matrix, *matrix.shape)
    for part in parts:
        write_numbers(writer, part)


def _writers():
    writers = {}
    for name in _FORMATS + _CONVERTED:
        writers[getattr(sparse, name + "_matrix")] = lambda writer, obj: _write_sparse(writer, obj, True)
        writers[getattr(sparse, name + "_array")] = lambda writer, obj: _write_sparse(writer, obj, False)
    return writers


WRITERS = _writers()


def _read_sparse(reader):
    name = reader.text()
    is_matrix, shape = reader.u8(), (reader.u64(), reader.u64())
    data, first, second = (read_tagged_numbers(reader) for _ in range(3))
    make = getattr(sparse, name + ("_matrix" if is_matrix else "_array"))
    parts = (data, (first, second)) if name == "coo" else (data, first, second)
    return make(parts, shape=shape)


READERS = {0x24: _read_sparse}
