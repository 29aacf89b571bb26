"""Indices that pandas gives."""

import spyrales_integers_numpy as numpy

_SERIES = "argmax argmin argsort searchsorted factorize".split()
_INDEX = [*_SERIES, "get_indexer", "get_indexer_for", "get_indexer_non_unique"]


def _wide(result, args, kwargs):
    """Positions: an array, a number, a Series of them, or a tuple that begins with them."""
    if hasattr(result, "dtype") and hasattr(result, "index"):
        return result.astype("int64") if result.dtype == "int32" else result
    return numpy.wide(result)


def _classes(base):
    yield base
    for each in base.__subclasses__():
        yield from _classes(each)


def widen(pd):
    """After `pandas`."""
    for base, names in ((pd.Series, _SERIES), (pd.Index, _INDEX)):
        for owner in {owner for each in _classes(base) for owner in each.__mro__ if owner.__module__.partition('.')[0] == "pandas"}:
            for name in names:
                if name in vars(owner):
                    setattr(owner, name, numpy.for_others(vars(owner)[name], _wide))
    for name in ("factorize", "cut", "qcut"):
        setattr(pd, name, numpy.for_others(getattr(pd, name), _wide))
