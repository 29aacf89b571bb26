"""What an exception says of itself, read without asking methods that the learner wrote."""

import difflib
import unicodedata

from spyrales_agent_report import message as message  # its text, read with care


def nearest(name, known, cutoff=0.7):
    """The known name that is most like another, case and accents aside; None if none is."""
    known = [one for one in known if type(one) is str]
    folded = {}
    for one in known:
        folded.setdefault(_folded(one), one)
    name = _folded(name)
    if name in folded:
        return folded[name]
    close = difflib.get_close_matches(name, list(folded), 1, cutoff)
    return folded[close[0]] if close else None


def _folded(name):
    """Without case, accents, and what can't be seen at either end."""
    text = unicodedata.normalize("NFKD", name).casefold().strip().strip("\ufeff\u200b")
    return "".join(mark for mark in text if not unicodedata.combining(mark))


def frames(error):
    """The frames that an exception went through, the deepest first."""
    found = []
    trace = BaseException.__traceback__.__get__(error)
    while trace is not None:
        found.append((trace.tb_frame, trace.tb_lineno))
        trace = trace.tb_next
    return found[::-1]


def learner_frame(error, filename):
    """The deepest frame of the learner's own code and its line, or None."""
    return next((found for found in frames(error) if found[0].f_code.co_filename == filename), None)


def line(error, context):
    """The text of the learner's line that failed; empty if there is none."""
    found = learner_frame(error, context.filename)
    lines = context.lines
    return lines[found[1] - 1].strip() if found and 0 < found[1] <= len(lines) else ""


def some(names, most=8):
    """A few names in backquotes."""
    shown = ", ".join(f"`{name}`" for name in list(names)[:most])
    return shown + (", …" if len(names) > most else "")
