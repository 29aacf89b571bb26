"""A host for the tests: the agent and the checker in processes of their own, and the protocol between them.

Each process is a fork of this one, which has imported everything, as a sandbox is a copy of its
snapshot. What passes between the two is decoded and encoded again here, as the real host does.
"""

import os
import select
import shutil
import struct
import sys
import tempfile
import types
import unittest
from pathlib import Path

HERE = Path(__file__).resolve().parent
GUEST = HERE.parent
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
os.environ.setdefault("MPLBACKEND", "Agg")
sys.path[:0] = [str(GUEST), str(GUEST.parents[2] / "sandbox" / "guest" / "python")]
sys.dont_write_bytecode = True


class _Pipe:
    """Messages of bytes between two processes."""

    def __init__(self, incoming, outgoing):
        self.incoming = incoming
        self.outgoing = outgoing

    def send(self, data):
        data = struct.pack("<I", len(data)) + data
        while data:
            data = data[os.write(self.outgoing, data) :]

    def receive(self, seconds=None):
        """The next message; None if the other side ended or the time is over."""
        header = self._read(4, seconds)
        return None if header is None else self._read(struct.unpack("<I", header)[0], None)

    def _read(self, size, seconds):
        data = b""
        while len(data) < size:
            if seconds is not None and not select.select([self.incoming], [], [], seconds)[0]:
                return None
            piece = os.read(self.incoming, size - len(data))
            if not piece:
                return None
            data += piece
        return data


_line = None


def _call(data):
    _line.send(data)
    return _line.receive()


_module = types.ModuleType("_host")
_module.call = _call
_module.available = True
sys.modules["_host"] = _module

import matplotlib.pyplot  # noqa: E402, F401

import spyrales_agent  # noqa: E402
import spyrales_checker  # noqa: E402
import spyrales_values as values  # noqa: E402
from spyrales import submission as checker_side  # noqa: E402


class Guest:
    """One process that runs a turn each time it is told to."""

    def __init__(self, turn, prepare):
        if not hasattr(os, "fork"):
            raise unittest.SkipTest("a sandbox has one process")
        up, down = os.pipe(), os.pipe()
        self.pid = os.fork()
        if self.pid == 0:
            _become(_Pipe(down[0], up[1]), turn, prepare)
        os.close(down[0])
        os.close(up[1])
        self.pipe = _Pipe(up[0], down[1])

    def start_turn(self):
        self.pipe.send(b"turn")

    def end(self):
        os.kill(self.pid, 9)
        os.waitpid(self.pid, 0)
        os.close(self.pipe.incoming)
        os.close(self.pipe.outgoing)


def _become(pipe, turn, prepare):
    global _line
    _line = pipe
    try:
        prepare()
        while pipe.receive() == b"turn":
            turn()
            pipe.send(values.encode(["turned"]))
    finally:
        os._exit(1)


class Submission:
    """The submission's sandbox, asked one request at a time."""

    def __init__(self, directory, seconds=5):
        self.work = Path(directory)
        self.output = self.work.parent / "output"
        self.seconds = seconds
        self.guest = Guest(lambda: spyrales_agent.turn(), self._prepare)

    def _prepare(self):
        spyrales_agent.WORK = str(self.work)
        output = os.open(self.output, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        os.dup2(output, 1)
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)

    def request(self, *request):
        """The agent's first answer, decoded; handles stay handles."""
        if self.guest is None:
            return ["no_answer"]
        self.guest.start_turn()
        answer = None
        while True:
            data = self.guest.pipe.receive(self.seconds)
            if data is None:
                self.guest.end()
                self.guest = None
                return ["fuel"]
            message = values.decode(data)
            if message == ["next"]:
                self.guest.pipe.send(values.encode(list(request)))
            elif message == ["turned"]:
                return answer or ["no_answer"]
            else:
                answer = answer or message
                self.guest.pipe.send(values.encode(None))

    def stdout(self):
        return self.output.read_text() if self.output.exists() else ""

    def end(self):
        if self.guest is not None:
            self.guest.end()


class Grade:
    """What the host learns from grading one submission."""

    def __init__(self):
        self.loaded = None
        self.called = False
        self.checks = []
        self.outcomes = []
        self.unusable = None
        self.curtain = False

    @property
    def outcome(self):
        """The outcome of the only check."""
        (outcome,) = self.outcomes
        return outcome

    @property
    def french(self):
        return self.outcome["message"] and self.outcome["message"]["fr"]


def grade(check, source="", *, parameters=None, seed=7, hidden_seed=8, files=None, seconds=5, asks=(), solution=None):
    """Grades a submission with a check file, both given as text; after a rehearsal on a solution, if there is one."""
    directory = tempfile.mkdtemp(prefix="spyrales-")
    works = [Path(directory, side, "work") for side in ("submission", "checker")]
    for work in works:
        work.mkdir(parents=True)
        for name, data in (files or {}).items():
            if work is works[0] and name.startswith("hidden/"):
                continue
            (work / name).parent.mkdir(exist_ok=True)
            (work / name).write_bytes(data)
    submission = Submission(works[0], seconds)
    checker = Guest(_check if solution is None else _turns(), lambda: setattr(checker_side, "WORK", str(works[1])))
    result = Grade()
    if solution is not None:
        rehearsed = Submission(works[0], seconds)
        rehearsed.request("load", solution, seed, [])
        checker.start_turn()
        _serve(checker, rehearsed, {"check": check, "parameters": {}, "seed": 0, "source": solution}, 0, Grade())
        rehearsed.end()
    try:
        result.loaded = submission.request("load", source, seed, [list(ask) for ask in asks])
        job = {"check": check, "parameters": parameters or {}, "seed": seed, "source": source}
        checker.start_turn()
        _serve(checker, submission, job, hidden_seed, result)
    finally:
        submission.end()
        checker.end()
        shutil.rmtree(directory)
    return result


def _turns():
    """A checker's turns as they are: the rehearsal first, then a grade from there."""
    turns = iter((spyrales_checker.prepare, spyrales_checker.run))
    return lambda: next(turns)()


def _check():
    """A checker's turn, without the snapshot between loading its file and running it."""
    if spyrales_checker.load(spyrales_checker.tell("job")):
        spyrales_checker.run()


def _serve(checker, submission, job, hidden_seed, result):
    """Answers the checker until its turn ends."""
    while True:
        data = checker.pipe.receive(60)
        if data is None:
            raise RuntimeError("the checker ended without a word")
        operation, *details = message = values.decode(data)
        answer = None
        if operation == "turned":
            return
        if operation == "job":
            answer = job
        elif operation == "check":
            result.checks.append(details[0])
        elif operation == "outcome":
            result.outcomes.append(details[0])
            result.called = False
        elif operation == "unusable":
            result.unusable = details[0]
        elif operation == "curtain":
            result.curtain, answer = True, hidden_seed
        elif operation == "stdout":
            answer = ["done", submission.stdout()]
        elif operation == "files":
            submission.request("flush")
            paths = [path for path in submission.work.iterdir() if path.is_file()]
            answer = ["done", {path.name: path.read_bytes() for path in paths}]
        elif operation == "figure" and not result.called:
            answer = submission.request("figure", "module")
        else:
            result.called |= operation in ("call", "method", "run")
            answer = submission.request(*message)
        checker.pipe.send(values.encode(answer))
