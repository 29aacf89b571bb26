"""Compiled code of the libraries that reads indices of 32 bits, and is handed some of 64.

On a desk both are one type, so a library passes `np.arange(n)` where its compiled code wants indices. Which do was found by
running the examples of all docstrings of pandas, scikit-learn, SciPy and statsmodels.
"""

import functools

import spyrales_integers_numpy as numpy


def _casting_the_first(module, *names):
    """The functions are handed their first argument as indices of 32 bits, where it is integers of 64."""
    import numpy as np

    for name in names:
        function = getattr(module, name)

        @functools.wraps(function)
        def wrapper(indices, *args, function=function, **kwargs):
            indices = np.asarray(indices)
            narrow = indices.astype(np.intp) if indices.dtype == np.int64 else indices
            return function(narrow, *args, **kwargs)

        setattr(module, name, wrapper)


class _Narrow:
    """NumPy as it was compiled: its default integer is an index, and it gives indices of 32 bits to anybody.

    Compiled code has no frame: whoever calls it seems to call what it calls.
    """

    def __init__(self, np):
        self._np = np
        self.int_ = np.intp

    def __getattr__(self, name):
        found = getattr(self._np, name)
        return numpy.narrow.get(found, found) if callable(found) else found

    def empty(self, shape, dtype=float):
        return self._np.empty(shape, self._np.intp if dtype is int else dtype)


def _narrow(module):
    """The module reads as indices what it takes from NumPy."""
    module.np = _Narrow(module.np)


def _for_each(*names):
    return lambda module: _casting_the_first(module, *names)


# What to do with a module as soon as it is there.
AFTER = {
    "pandas._libs.lib": _for_each("maybe_indices_to_slice"),
    "scipy.signal._peak_finding": _for_each("_arg_peaks_as_expected"),
    "scipy.special._ufuncs": _for_each("eval_hermite", "eval_hermitenorm"),
    "scipy.sparse.csgraph._reordering": _narrow,
    "sklearn.utils._random": _narrow,
}
