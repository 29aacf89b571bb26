"""Indices that pandas gives."""

import spyrales_integers_numpy as numpy

_SERIES = "argmax argmin argsort factorize searchsorted".split()
_INDEX = [*_SERIES, "get_indexer", "get_indexer_for", "get_indexer_non_unique"]


def _wide(result, args, kwargs):
    """Positions: an array, a number, or a Series of them."""
    if hasattr(result, "dtype") and hasattr(result, "index"):
        return result.astype("int64") if result.dtype == "int32" else result
    return numpy.wide(result)


def _wide_first(result, args, kwargs):
    """Codes alone, or codes with the values that they stand for, which are as they are."""
    if isinstance(result, tuple):
        return (_wide(result[0], args, kwargs), *result[1:])
    return _wide(result, args, kwargs)


def _classes(base):
    """The classes of pandas that a base and what is derived from it take methods from."""
    found = {each for each in base.__mro__ if each.__module__.partition(".")[0] == "pandas"}
    return found.union(*(_classes(each) for each in base.__subclasses__()))


def widen(pd):
    """After `pandas`."""
    methods = dict.fromkeys((owner, name) for owner in _classes(pd.Series) for name in _SERIES)
    methods |= dict.fromkeys((owner, name) for owner in _classes(pd.Index) for name in _INDEX)
    arrays = _classes(pd.api.extensions.ExtensionArray)
    methods |= dict.fromkeys((owner, name) for owner in arrays for name in _SERIES)
    for owner, name in methods:
        if name in vars(owner):
            how = _wide_first if name == "factorize" else _wide
            setattr(owner, name, numpy.for_others(vars(owner)[name], how))
    pd.DataFrame.memory_usage = numpy.for_others(pd.DataFrame.memory_usage, _wide)
    for name in ("factorize", "cut", "qcut"):
        setattr(pd, name, numpy.for_others(getattr(pd, name), _wide_first))
    groups = pd.api.typing.DataFrameGroupBy.__base__.__base__
    groups.indices = property(numpy.for_others(groups.indices.fget))
