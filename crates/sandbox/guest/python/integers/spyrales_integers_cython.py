"""Compiled code of the libraries that reads indices of 32 bits, and is handed some of 64.

On a desk both are one type, so a library passes `np.arange(n)` where its compiled code wants indices. Which do was found by
running the examples of all docstrings of pandas, scikit-learn, SciPy and statsmodels.
"""

import functools


def _cast_positions(lib):
    """Of `pandas._libs.lib`: it looks whether positions are a slice."""
    import numpy as np

    maybe_indices_to_slice = lib.maybe_indices_to_slice

    @functools.wraps(maybe_indices_to_slice)
    def wrapper(indices, max_len):
        return maybe_indices_to_slice(indices.astype(np.intp, copy=False), max_len)

    lib.maybe_indices_to_slice = wrapper


class _Narrow:
    """NumPy whose default integer is an index."""

    def __init__(self, np):
        self._np = np
        self.int_ = np.intp

    def __getattr__(self, name):
        return getattr(self._np, name)

    def empty(self, shape, dtype=float):
        return self._np.empty(shape, self._np.intp if dtype is int else dtype)


def _draw_indices(module):
    """Of `sklearn.utils._random`: it draws into an array of the default integer, which it reads as indices."""
    module.np = _Narrow(module.np)


# What to do with a module as soon as it is there.
AFTER = {
    "pandas._libs.lib": _cast_positions,
    "sklearn.utils._random": _draw_indices,
}
