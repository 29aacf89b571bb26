"""NumPy's names of the default integer, and its indices and counts."""

import functools
import gc
import sys
import types

# Where the library's code lies: its frames are told by the names of their files. The harness lies elsewhere and
# asks on behalf of checks.
_LIBRARY = "/usr/local/lib/python315.zip/"

# All of what they return are indices or counts.
_FUNCTIONS = """
    argmax argmin nanargmax nanargmin argsort argpartition lexsort nonzero flatnonzero argwhere searchsorted digitize
    bincount unravel_index ravel_multi_index count_nonzero mask_indices tril_indices triu_indices tril_indices_from
    triu_indices_from
""".split()
# What they return begins with values, which are as they are.
_AFTER_THE_FIRST = "unique unique_all unique_counts unique_inverse intersect1d".split()
_STRINGS = "str_len find rfind index rindex count".split()
_METHODS = "argmax argmin argsort argpartition nonzero searchsorted count".split()
# Of `RandomState`: they draw C longs.
_DRAWS = """
    binomial choice geometric hypergeometric logseries multinomial negative_binomial permutation poisson random_integers
    tomaxint zipf
""".split()
# Functions as they were, by what stands in their place.
narrow = {}


def name_types(aliases):
    """After `numpy._core._type_aliases`, which takes the default integer for a pointer's."""
    for name, target in {"int_": "int64", "int": "int64", "uint": "uint64"}.items():
        aliases.sctypeDict[name] = aliases.allTypes[target]
        if name in aliases.allTypes:
            aliases.allTypes[name] = aliases.allTypes[target]


def from_library():
    """Whether the caller of the wrapper that asks is code of the library."""
    return sys._getframe(2).f_code.co_filename.startswith(_LIBRARY)


def wide(result):
    """Indices in 64 bits: of an array, a number, or what holds or makes several of them."""
    import numpy as np

    if isinstance(result, np.ndarray):
        return result.astype(np.int64) if result.dtype == np.intp else result
    if isinstance(result, np.intp):
        return np.int64(result)
    if type(result) is list:
        return [wide(each) for each in result]
    if type(result) is tuple:
        return tuple(wide(each) for each in result)
    if isinstance(result, tuple) and hasattr(result, "_make"):
        return result._make(wide(each) for each in result)
    if type(result) is dict:
        return {key: wide(each) for key, each in result.items()}
    if isinstance(result, types.GeneratorType):
        return (wide(each) for each in result)
    return result


def for_others(function, widened=lambda result, args, kwargs: wide(result)):
    """The function, with what it returns widened for callers outside of the library."""

    @functools.wraps(function)
    def wrapper(*args, **kwargs):
        result = function(*args, **kwargs)
        if from_library() or kwargs.get("out") is not None:
            return result
        return widened(result, args, kwargs)

    narrow[wrapper] = function
    return wrapper


def _after_the_first(result, args, kwargs):
    if not isinstance(result, tuple):
        return result
    parts = (result[0], *(wide(part) for part in result[1:]))
    return result._make(parts) if hasattr(result, "_make") else parts


def _of_one_argument(result, args, kwargs):
    """`np.where(condition)` finds indices; with three arguments it chooses values."""
    return wide(result) if len(args) + len(kwargs) == 1 else result


def _of_booleans(result, args, kwargs):
    """`np.ix_` makes indices of booleans, and keeps what are indices already."""
    return tuple(
        wide(part) if getattr(arg, "dtype", None) == bool or (isinstance(arg, list) and True in arg) else part
        for part, arg in zip(result, args)
    )


def _without_weights(result, args, kwargs):
    """`np.histogram` counts, or adds weights of their own type."""
    weights = args[4] if len(args) > 4 else kwargs.get("weights")
    return result if weights is not None else (wide(result[0]), *result[1:])


def _of_indices(result, args, kwargs):
    """`np.apply_along_axis` gives indices when the function does."""
    function = args[0] if args else kwargs["func1d"]
    return wide(result) if getattr(function, "__name__", None) in _FUNCTIONS and function in narrow else result


def _of_a_number(result, args, kwargs):
    """What is drawn out of `range(n)` are C longs; out of an array, its own values."""
    import numpy as np

    drawn_from = args[1] if len(args) > 1 else next(iter(kwargs.values()), None)
    return wide(result) if isinstance(drawn_from, int | np.integer) else result


def _attributes(owner):
    """The dictionary of a type, of one in C too, whose attributes can't be set otherwise."""
    (attributes,) = (each for each in gc.get_referents(owner.__dict__) if isinstance(each, dict))
    return attributes


def _forget_lookups():
    """The interpreter remembers which attribute of a type it found."""
    sys._clear_type_cache()


def _replace(owner, name, *how):
    setattr(owner, name, for_others(getattr(owner, name), *how))


def _replace_methods(owner, names, *how):
    attributes = _attributes(owner)
    for name in names:
        if name in attributes:
            attributes[name] = for_others(attributes[name], *how)
    _forget_lookups()


def widen(np):
    """After `numpy`."""
    for name in _FUNCTIONS:
        _replace(np, name)
    _replace(np, "apply_along_axis", _of_indices)
    for name in _AFTER_THE_FIRST:
        _replace(np, name, _after_the_first)
    _replace(np, "where", _of_one_argument)
    _replace(np, "ix_", _of_booleans)
    _replace(np, "histogram", _without_weights)
    _replace(np.linalg, "matrix_rank")
    for strings in (np.strings, np.char):
        for name in _STRINGS:
            _replace(strings, name)
    for owner in (np.ndarray, np.ma.MaskedArray, np.matrix):
        _replace_methods(owner, _METHODS)
    for name in ("argmax", "argmin", "argsort", "count", "nonzero"):
        _replace(np.ma, name)
    np._array_api_info.intp = np.int64
    _widen_random(np)


def _widen_random(np):
    state = np.random.RandomState
    attributes = _attributes(state)
    numbers = {"choice", "permutation"}
    _replace_methods(state, [name for name in _DRAWS if name not in numbers])
    _replace_methods(state, numbers, _of_a_number)
    randint = attributes["randint"]

    @functools.wraps(randint)
    def wide_randint(self, low, high=None, size=None, dtype=int):
        if dtype is not int or from_library():
            return randint(self, low, high, size, dtype)
        drawn = randint(self, low, high, size, np.int64)
        return int(drawn) if size is None and isinstance(drawn, np.generic) else drawn

    attributes["randint"] = wide_randint
    _forget_lookups()
    # The functions of the module are methods of one hidden state.
    hidden = np.random.mtrand._rand
    for module in (np.random, np.random.mtrand):
        for name in ("randint", *_DRAWS):
            if hasattr(module, name):
                setattr(module, name, getattr(hidden, name))
