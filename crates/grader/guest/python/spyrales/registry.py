"""The checks of a check file, in the order in which it defines them."""

import math
import numbers
from collections.abc import Callable
from dataclasses import dataclass

from spyrales.problems import CheckError
from spyrales_text import Text, bilingual


@dataclass(frozen=True)
class Check:
    """One check as its file declares it; its id is the name of its function."""

    id: str
    function: Callable
    title: Text
    points: float
    hidden: bool
    hint: Text | None
    group: str | None

    def as_map(self):
        """The form in which it is announced to the host."""
        return {
            "id": self.id,
            "title": self.title.as_map(),
            "points": self.points,
            "hidden": self.hidden,
            "hint": None if self.hint is None else self.hint.as_map(),
            "group": self.group,
        }


_checks = {}
_earned = 0.0


def check(function=None, /, *, points=1, title=None, hint=None, hidden=False, group=None):
    """Declares a check: a function of one argument, the submission.

    `title` defaults to the first line of the function's documentation, or to its name. The checks
    of a `group` earn their points together or not at all. Of a `hidden` check that fails, the
    learner sees title and hint only.
    """

    def declare(function):
        name = function.__name__
        if name in _checks:
            raise CheckError(f"two checks are called {name}")
        if isinstance(points, bool) or not isinstance(points, (int, float)) or not 0 < points < math.inf:
            raise CheckError(f"check {name}: points must be a number above 0, not {points!r}")
        if not isinstance(hidden, bool):
            raise CheckError(f"check {name}: hidden must be True or False, not {hidden!r}")
        if group is not None and not (isinstance(group, str) and group):
            raise CheckError(f"check {name}: group must be a name, not {group!r}")
        try:
            heading = bilingual(_default_title(function) if title is None else title)
            advice = None if hint is None else bilingual(hint)
        except ValueError as error:
            raise CheckError(f"check {name}: {error}") from None
        _checks[name] = Check(name, function, heading, points, hidden, advice, group)
        return function

    return declare if function is None else declare(function)


def credit(share):
    """Earns the check this share of its points (0 to 1) even if it fails further on."""
    global _earned
    _earned = max(_earned, fraction(share))


def fraction(share):
    """A share of the points as a float; `CheckError` if it is none."""
    if isinstance(share, bool) or not isinstance(share, numbers.Real) or not 0 <= share <= 1:
        raise CheckError(f"a credit is a number from 0 to 1, not {share!r}")
    return float(share)


def start():
    """Begins a check: nothing is earned yet."""
    global _earned
    _earned = 0.0


def earned():
    """What `credit` has earned since `start`."""
    return _earned


def forget():
    """Empties the registry before a check file is run."""
    _checks.clear()


def declared():
    """The checks in order; `CheckError` if there are none."""
    if not _checks:
        raise CheckError("the file declares no check: write `@check(points=…)` above a function")
    return list(_checks.values())


def _default_title(function):
    lines = (function.__doc__ or "").strip().splitlines()
    return lines[0] if lines else function.__name__.replace("_", " ").strip().capitalize() or function.__name__
