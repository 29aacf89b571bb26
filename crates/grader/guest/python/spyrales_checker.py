"""The checker's side of a grade: runs the trainer's checks and reports each outcome to the host.

The host runs `prepare()` once per exercise, before it takes that exercise's snapshot, then `run()` once
per grade, as docs/internals/protocol.md says. No code of the learner's ever comes here.
"""

import gc
import linecache
import random
import sys
import traceback
import types

import numpy

from spyrales import dialect, registry, submission
from spyrales.failure import SubmissionFailure
from spyrales.host import tell
from spyrales.problems import CheckError, Mismatch
from spyrales.submission import Reception, Submission
from spyrales_checker_world import World
from spyrales_text import NOTHING, Text, bilingual, join

FILENAME = "check.py"
TRACE_LENGTH = 4_000

# Mistakes of the trainer's, whatever the submission had answered.
_TRAINERS = (CheckError, NameError, ImportError, SyntaxError)


_checks = []


def prepare():
    """Loads the check file for the grades to come, after a rehearsal on the reference solution.

    The rehearsal makes the first grade as fast as the tenth: what is imported or computed once is so
    already. The interpreter then comes back to where it was, and the file is loaded afresh with the modules that it
    imports from the exercise's files, so that nothing of the rehearsal is left in their variables.
    """
    job = tell("job")
    before = World()
    if not load(job):
        sys.exit(1)
    _perform(job)
    before.come_back()
    load(job)
    gc.collect()
    gc.freeze()


def load(job):
    """Runs the check file, which declares its checks; false, and the host is told, if it can't be used."""
    try:
        _load(job["check"], job["seed"])
    except BaseException as error:
        tell("unusable", _unusable(error))
        return False
    return True


def run():
    """Announces the checks of the exercise and runs them on a submission, the hidden ones last."""
    _perform(tell("job"))


def _perform(job):
    checks = _checks
    dialect.speak(job.get("language", "python"))
    told = {}
    for check in checks:
        tell("check", check.as_map())
    reception = Reception()
    for check, seed in _hidden_last(checks, job["seed"]):
        sub = Submission(job["parameters"], seed, job["source"], reception)
        _seed(seed)
        reception.begin()
        registry.start()
        tell("outcome", _outcome(check, sub, reception, told))


def _hidden_last(checks, seed):
    """All checks, each with its seed.

    Before the first hidden one the host is told to keep to itself what the submission does; it answers with the seed of
    the hidden checks, which nobody here can know before.
    """
    yield from ((check, seed) for check in checks if not check.hidden)
    hidden = [check for check in checks if check.hidden]
    if hidden:
        fresh = tell("curtain")
        yield from ((check, fresh) for check in hidden)


def _seed(seed):
    """The same randomness for every check, so that none depends on those before it."""
    random.seed(seed)
    numpy.random.seed(seed % 2**32)


def _load(source, seed):
    global _checks
    registry.forget()
    _seed(seed)
    linecache.cache[FILENAME] = (len(source), None, source.splitlines(True), FILENAME)
    if submission.WORK not in sys.path:
        # After the libraries: a file of the exercise's hides none of them.
        sys.path.append(submission.WORK)
    module = types.ModuleType("check")
    module.__file__ = FILENAME
    sys.modules["check"] = module
    exec(compile(source, FILENAME, "exec", dont_inherit=True), module.__dict__)
    _checks = registry.declared()


def _unusable(error):
    line = getattr(error, "lineno", None) if isinstance(error, SyntaxError) else _line(error)
    return {"message": f"{type(error).__name__}: {error}"[:2_000], "line": line, "trace": _trace(error)}


def _line(error):
    lines = [frame.lineno for frame in traceback.extract_tb(error.__traceback__) if frame.filename == FILENAME]
    return lines[-1] if lines else None


def _trace(error):
    """The traceback for the trainer, from the check file on; without our own frames where they explain nothing."""
    frames = traceback.extract_tb(error.__traceback__)
    if isinstance(error, (Mismatch, SubmissionFailure)):
        frames = [frame for frame in frames if frame.filename == FILENAME]
    first = next((place for place, frame in enumerate(frames) if frame.filename == FILENAME), len(frames))
    text = "".join(traceback.format_list(frames[first:]) + traceback.format_exception_only(error))
    return text if len(text) <= TRACE_LENGTH else "…" + text[1 - TRACE_LENGTH :]


def _outcome(check, sub, reception, told):
    """Runs one check; the map that tells the host how it went. `told` is what was told of earlier ones, by cause."""
    status, message, difference, trace = "passed", NOTHING, None, None
    share = 1.0
    try:
        returned = check.function(sub)
        share = 1.0 if returned is None else registry.fraction(returned)
        if share < 1:
            status, message = "failed", _partly(share)
    except BaseException as error:
        share = registry.earned()
        status, message, difference = _judge(error, reception)
        cause = error.cause if isinstance(error, SubmissionFailure) else None
        if cause is not None and not check.hidden:
            if cause in told:
                message = _same_cause(told[cause])
            else:
                told[cause] = check.title
        if status == "failed" and reception.left_out:
            message = join((message, _cut(reception.left_out)))
        trace = _trace(error)
        if status == "broken":
            share = 0.0
    shown = message != NOTHING and not check.hidden
    return {
        "id": check.id,
        "status": status,
        "credit": share,
        "message": message.as_map() if shown else None,
        "difference": difference if shown else None,
        "trace": trace,
    }


def _judge(error, reception):
    """Status, message and difference of a check that an exception ended."""
    if isinstance(error, Mismatch):
        return "failed", error.text, error.difference
    if isinstance(error, SubmissionFailure):
        return "failed", error.explain(), None
    if isinstance(error, AssertionError):
        return "failed", _assertion(error), None
    if not reception.any or isinstance(error, _TRAINERS) or not isinstance(error, Exception):
        return "broken", NOTHING, None
    if isinstance(error, UnicodeDecodeError) and reception.files:
        return "failed", _encoding(error, reception.files), None
    return "failed", _unexpected(reception.last), None


def _same_cause(title):
    return Text(f"Même cause que pour « {title.fr} ».", f"The same cause as for “{title.en}”.")


def _cut(left_out):
    return Text(
        f"Votre programme affiche beaucoup : {left_out} octets au milieu de ce qu'il affiche n'ont pas été gardés, et cette vérification ne les a pas vus.",
        f"Your program prints a lot: {left_out} bytes in the middle of what it prints weren't kept, and this check didn't see them.",
    )


def _encoding(error, files):
    """What is said of a file of the submission's that the check can't read as text."""
    names = files.looked_at or list(files)
    name = names[-1] if names else "?"
    return Text(
        f"`{name}` n'est pas écrit en {error.encoding.upper()} : la vérification n'a pas pu le lire. Écrivez-le avec `encoding=\"utf-8\"` (ou sans préciser d'encodage).",
        f"`{name}` isn't written in {error.encoding.upper()}: the check couldn't read it. Write it with `encoding=\"utf-8\"` (or without naming an encoding).",
    )


def _partly(share):
    percent = round(share * 100)
    return Text(f"Une partie des points est acquise ({percent} %).", f"Part of the points is earned ({percent}%).")


def _assertion(error):
    try:
        return bilingual(error.args[0])
    except (IndexError, ValueError):
        return Text("Une condition de cette vérification n'est pas remplie.", "A condition of this check isn't met.")


def _unexpected(received):
    """What a learner is told when looking at their result raised an error in the check."""
    sentence = Text(
        "Le résultat n'a pas la forme attendue : la vérification n'a pas pu l'examiner.",
        "The result hasn't the expected form: the check couldn't examine it.",
    )
    if received == NOTHING:
        return sentence
    return join((sentence, Text(f"Votre code a donné {received.fr}.", f"Your code gave {received.en}.")))
