"""What a learner who runs the code wants to see of what it leaves, for `spyrales_agent`."""

import types

import spyrales_agent_report as report

_SHOWN_VARIABLES = 100
_SHORT = 120


def variables(names):
    """The first variables in short: name, class and beginning."""
    shown = [_in_short(name, value) for name, value in names.items() if not name.startswith("_")]
    return [variable for variable in shown if variable][:_SHOWN_VARIABLES]


def _in_short(name, value):
    if isinstance(value, types.ModuleType):
        return None
    try:
        shape = getattr(value, "shape", None)
        text = " × ".join(map(str, shape)) if isinstance(shape, tuple) and shape else repr(value)
    except BaseException as error:
        text = report.class_name(error)
    text = text if len(text) <= _SHORT else text[: _SHORT - 1] + "…"
    return {"name": name, "class": report.class_name(value), "text": text}
