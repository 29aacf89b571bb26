"""The default integer has 64 bits: Python's part of it.

NumPy is compiled for 32-bit pointers here. In its compiled code the default integer is widened before that code runs
(`integers.toml`). What NumPy's Python code derives from it is widened by these modules when NumPy is imported, and
so are indices and counts, which its compiled code keeps in 32 bits: whoever calls from outside of the library gets them
in 64, as on a desk. Code of the library itself gets them as they are: its compiled parts read them so.

`install` runs before every snapshot; imported modules aren't looked for again, so the folder need not stay on the path.
"""

import sys

import spyrales_integers_cython
import spyrales_integers_numpy
import spyrales_integers_pandas
import spyrales_integers_sklearn

# What to do with a module as soon as it is there, in this order.
_STEPS = [
    {
        "numpy._core._type_aliases": spyrales_integers_numpy.name_types,
        "numpy": spyrales_integers_numpy.widen,
        "pandas": spyrales_integers_pandas.widen,
    },
    spyrales_integers_cython.AFTER,
    spyrales_integers_sklearn.AFTER,
]


class _Loader:
    """Loads as the module's own loader does, then does what is to be done, and leaves no trace."""

    def __init__(self, loader, steps):
        self._loader = loader
        self._steps = steps

    def create_module(self, spec):
        return self._loader.create_module(spec)

    def exec_module(self, module):
        module.__spec__.loader = module.__loader__ = self._loader
        self._loader.exec_module(module)
        for step in self._steps:
            step(module)


class _Finder:
    """Stands before the finders of modules, for those that something is done with."""

    def find_spec(self, name, path=None, target=None):
        steps = [step[name] for step in _STEPS if name in step]
        if not steps:
            return None
        for finder in sys.meta_path:
            spec = None if finder is self else finder.find_spec(name, path, target)
            if spec is not None:
                spec.loader = _Loader(spec.loader, steps)
                return spec
        return None


def install():
    if not any(isinstance(finder, _Finder) for finder in sys.meta_path):
        sys.meta_path.insert(0, _Finder())
