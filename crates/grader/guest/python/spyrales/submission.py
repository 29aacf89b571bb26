"""`sub`, what a check sees of the submission."""

import io
from types import MappingProxyType

import pandas as pd

from spyrales.failure import SubmissionFailure
from spyrales.host import ask
from spyrales.kinds import noun
from spyrales.problems import CheckError
from spyrales.written import Files
from spyrales_text import NOTHING

WORK = "/work"


class Reception:
    """What of the submission a check has looked at, so that its errors can be told from the trainer's."""

    def __init__(self):
        self.begin()

    def begin(self):
        self.any = False
        self.last = NOTHING
        self.files = None
        self.left_out = 0

    def value(self, value):
        """Notes that a value came, and what it was, in words."""
        self.any = True
        self.last = noun(value)

    def failure(self):
        self.any = True
        self.last = NOTHING


class Submission:
    """The learner's code, which runs elsewhere: arguments go there as copies, and only plain values come back."""

    def __init__(self, parameters, seed, source, reception):
        self._parameters = MappingProxyType(dict(parameters))
        self._seed = seed
        self._source = source
        self._reception = reception

    @property
    def parameters(self):
        """The parameters of this variant of the exercise, read-only."""
        return self._parameters

    @property
    def seed(self):
        """The seed of this grade, an integer from 0 to 2^63 - 1; also that of `random` and `numpy.random`."""
        return self._seed

    @property
    def source(self):
        """The text of the submission."""
        return self._source

    def call(self, name, /, *args, **kwargs):
        """Calls a function of the submission."""
        return self._ask("call", name, list(args), kwargs)

    def value(self, name):
        """The value of one of its global variables."""
        return self._ask("value", name)

    def run(self, code):
        """Runs a snippet among its global variables; the value of the last expression."""
        return self._ask("run", code)

    def query(self, sql, database):
        """Runs an SQL query on a fresh SQLite database there: `{"columns": […], "rows": […]}`."""
        return self._ask("query", sql, database)

    def figure(self):
        """The current matplotlib figure, described; None if there is none."""
        return self._ask("figure")

    @property
    def names(self):
        """Its global names, each with the name of its value's class."""
        return self._ask("names")

    @property
    def stdout(self):
        """What it has printed so far; of very much the start and the end, with a line between them."""
        answer = self._answer("stdout")
        if len(answer) > 2 and isinstance(answer[2], int):
            self._reception.left_out = answer[2]
        return answer[1]

    @property
    def files(self):
        """The files that it wrote in `/work`, each name with its bytes."""
        self._reception.files = Files(self._ask("files"))
        return self._reception.files

    def read_csv(self, name, **options):
        """Reads one of the exercise's files as `pandas.read_csv` does, from the checker's own copy."""
        return pd.read_csv(io.BytesIO(self._read(name)), **options)

    def read_text(self, name):
        """The text of one of the exercise's files, which must be UTF-8."""
        return self._read(name).decode()

    def hidden(self, name):
        """The path of a file of `data/hidden/`, which only the checks can read."""
        return f"{WORK}/hidden/{name}"

    def _read(self, name):
        try:
            with open(f"{WORK}/{name}", "rb") as file:
                return file.read()
        except OSError as error:
            raise CheckError(f"can't read {name}: {error}") from None

    def _ask(self, *request):
        return self._answer(*request)[1]

    def _answer(self, *request):
        answer = ask(self._ask, *request)
        if answer[0] != "done":
            self._reception.failure()
            raise SubmissionFailure(answer[0], answer[1] if len(answer) > 1 else None, request)
        self._reception.value(answer[1])
        return answer
