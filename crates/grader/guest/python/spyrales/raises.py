"""`expect_raises`: an exception that the submission has to raise."""

from spyrales.failure import SubmissionFailure
from spyrales.problems import mismatch
from spyrales_text import Text


class expect_raises:
    """Expects the submission to raise an exception: `with expect_raises("ValueError"): sub.call(…)`.

    One name or several, or classes of Python's; the learner's own exceptions count under their class's name, and one
    that is a kind of an expected one counts too, as it does for `except`.
    """

    def __init__(self, *types, what=None, hint=None):
        self.types = [kind.__name__ if isinstance(kind, type) else kind for kind in types]
        self.what = what
        self.hint = hint

    def __enter__(self):
        return self

    def __exit__(self, kind, error, trace):
        if isinstance(error, SubmissionFailure) and error.type is not None:
            if not {error.type, *error.bases}.isdisjoint(self.types):
                return True
            came = Text(f"`{error.type}` a été levée.", f"`{error.type}` was raised.")
        elif error is None:
            came = Text("Aucune ne l'a été.", "None was.")
        else:
            return False
        names = " ou ".join(f"`{name}`" for name in self.types), " or ".join(f"`{name}`" for name in self.types)
        sentence = Text(
            f"une exception {names[0]} doit être levée (`raise`).", f"a {names[1]} exception must be raised (`raise`)."
        )
        raise mismatch(self.what, sentence, came, hint=self.hint) from None
