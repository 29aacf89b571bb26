"""What a check may raise: a mismatch, or a mistake in the check itself."""

from spyrales_text import NOTHING, join, optional, titled


class CheckError(Exception):
    """A mistake in the check file or in how it uses this package; never the learner's fault."""


class Mismatch(AssertionError):
    """An expectation that isn't met: why, in both languages, and the differences as plain data."""

    def __init__(self, text, difference=None):
        super().__init__(text.en)
        self.text = text
        self.difference = difference


def mismatch(what, sentence, *more, place=NOTHING, difference=None, hint=None):
    """The `Mismatch` that says of `what` (the trainer's name for it, or nothing) what is wrong.

    `place` is where in it, `sentence` begins in lower case, as it follows these; `more` are whole
    sentences.
    """
    title = join((optional(what), place), ", ")
    start = titled(title, sentence).capitalised()
    # After a list of differences, what follows begins a line of its own.
    separator = "\n" if "\n" in start.fr else " "
    return Mismatch(join((start, join((*more, optional(hint)))), separator), difference)
