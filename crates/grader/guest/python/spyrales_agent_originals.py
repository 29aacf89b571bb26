"""Modules as they were before the learner's code ran, for `spyrales_agent`."""

import sys

_SPARED = ("builtins", "struct", "numpy", "pandas")
_GONE = object()
# What `put_back` itself calls, while the built-ins are still the learner's.
_zip = zip


class Originals:
    """What the agent needs unpatched: put back while it works, so that honest code that overwrites `len` gets an answer."""

    def __init__(self):
        spaces = [vars(sys.modules[name]) for name in _SPARED if name in sys.modules]
        self._kept = [(space, dict(space), tuple(space), tuple(space.values())) for space in spaces]

    def put_back(self):
        """Undoes the learner's patches; returns what `patch` needs to do them again."""
        patches = []
        for space, before, names, values in self._kept:
            # Nearly always nothing was touched, and comparing two dicts of the same objects takes microseconds.
            if space == before:
                continue
            for name, value in _zip(names, values):
                now = space.get(name, _GONE)
                if now is not value:
                    patches.append((space, name, now))
                    space[name] = value
        return patches

    def patch(self, patches):
        for space, name, value in patches:
            if value is _GONE:
                del space[name]
            else:
                space[name] = value
