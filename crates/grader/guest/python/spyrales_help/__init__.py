"""What an error of Python means here and what to do about it, in French and English.

The agent asks for each error it reports. A pattern is known by the class of the error and its message; what is named in
it is looked up among what the learner's code has defined, its data and its files.
"""

from dataclasses import dataclass

from spyrales_help import files, lookups, modules, names, shapes, syntaxes, tables, types_, values
from spyrales_text import Text

_LENGTH = 900


@dataclass
class Context:
    """What is known of the code that failed."""

    source: str
    names: dict
    work: str
    filename: str

    @property
    def lines(self):
        return self.source.splitlines()


# The first that knows an error explains it.
_EXPLAINERS = (
    modules.explain,
    files.explain,
    names.explain,
    lookups.explain,
    shapes.explain,
    types_.explain,
    values.explain,
    tables.explain,
)


def error(raised, context):
    """What an exception means, as whole sentences; None where nobody knows."""
    kind = class_name(raised)
    for explain in _EXPLAINERS:
        text = explain(kind, raised, context)
        if text is not None:
            return _short(text)
    return None


def syntax(raised, context):
    """What a source that can't be read means; None where nobody knows."""
    text = syntaxes.explain(raised, context)
    return None if text is None else _short(text)


def class_name(raised):
    return type.__dict__["__name__"].__get__(type(raised))


def _short(text):
    return Text(*(one if len(one) <= _LENGTH else one[: _LENGTH - 1] + "…" for one in text))
