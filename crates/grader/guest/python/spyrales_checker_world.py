"""The state of a checker's interpreter that a rehearsal may change, put back so that each grade finds the same."""

import contextlib
import copy
import decimal
import importlib
import locale
import os
import sys
import warnings

import numpy as np
import pandas as pd

from spyrales import submission


class World:
    """What there was before the rehearsal."""

    def __init__(self):
        self._environment = dict(os.environ)
        self._directory = os.getcwd()
        self._path = list(sys.path)
        self._filters = list(warnings.filters)
        self._decimal = decimal.getcontext().copy()
        self._locale = locale.setlocale(locale.LC_ALL)
        self._errors = np.geterr()
        self._print = np.get_printoptions()
        self._options = _options()
        self._drawing = _drawing()

    def come_back(self):
        """Puts it all back; modules of the exercise's own files are imported afresh by whoever asks for them."""
        _forget_modules()
        os.environ.clear()
        os.environ.update(self._environment)
        if os.getcwd() != self._directory:
            # A sandbox starts in a place that it can't go back to.
            with contextlib.suppress(OSError):
                os.chdir(self._directory)
        sys.path[:] = self._path
        warnings.filters[:] = self._filters
        decimal.setcontext(self._decimal)
        locale.setlocale(locale.LC_ALL, self._locale)
        np.seterr(**self._errors)
        np.set_printoptions(**{name: value for name, value in self._print.items() if name != "override_repr"})
        for name, value in self._options.items():
            if pd.get_option(name) != value:
                pd.set_option(name, value)
        matplotlib = sys.modules.get("matplotlib")
        if self._drawing is not None:
            matplotlib.rcParams.update(self._drawing)
        elif matplotlib is not None:
            matplotlib.rcdefaults()


def _forget_modules():
    """Drops modules that came from the exercise's files: their state is the rehearsal's."""
    place = submission.WORK + os.sep
    for name, module in list(sys.modules.items()):
        if (getattr(module, "__file__", None) or "").startswith(place) or _is_package_in(module, place):
            del sys.modules[name]
    importlib.invalidate_caches()


def _is_package_in(module, place):
    """Whether a module is a folder without an `__init__.py` there."""
    return any(str(path).startswith(place) for path in getattr(module, "__path__", None) or ())


def _options():
    return {
        name: pd.get_option(name)
        for name in ("display.max_rows", "display.max_columns", "display.precision", "display.width")
    }


def _drawing():
    matplotlib = sys.modules.get("matplotlib")
    return None if matplotlib is None else copy.copy(dict(matplotlib.rcParams))
