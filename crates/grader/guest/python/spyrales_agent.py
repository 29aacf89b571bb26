"""The submission's side of a grade: runs the learner's code and answers the host's requests.

The host imports this module before it takes the snapshot, then runs `turn()` once per request of
docs/internals/protocol.md. Nothing here is trusted: what this process sends is the learner's answer, whoever
wrote it. What matters is that honest code which overwrites a built-in still gets an answer.
"""

import ast
import builtins
import contextlib
import difflib
import gc
import io
import linecache
import os
import random
import sqlite3
import sys
import types
import unicodedata

import _host

import spyrales_agent_habits as habits
import spyrales_agent_look as look
import spyrales_agent_report as report
import spyrales_help
import spyrales_values
from spyrales_agent_figures import Figures
from spyrales_agent_originals import Originals

FILENAME = "submission.py"
WORK = "/work"

_RECURSION_LIMIT = sys.getrecursionlimit()


_ask_host = _host.call
_set_trace = sys.settrace
_set_profile = sys.setprofile


class _Missing(Exception):
    """No such name in the learner's code."""


class _NotCallable(Exception):
    """The learner's name is there, but it is no function."""


class _Submission:
    """The learner's module, its source, and the objects that the checker knows by number."""

    def __init__(self):
        self.module = types.ModuleType("__main__")
        self.module.__file__ = FILENAME
        self.module.__builtins__ = builtins
        self.source = ""
        self.figures = Figures()
        self.objects = []
        self.numbers = {}
        self.patches = []

    @property
    def namespace(self):
        return self.module.__dict__

    @property
    def lines(self):
        return self.source.splitlines()

    def keep(self, obj):
        """The number of an object that can't cross; the object lives as long as the sandbox."""
        number = self.numbers.get(id(obj))
        if number is None:
            number = self.numbers[id(obj)] = len(self.objects)
            self.objects.append(obj)
        return number

    def kept(self, number, _class_name):
        return self.objects[number]


_submission = _Submission()
_originals = None


def turn():
    """Asks the host what to do, does it, and answers; never raises."""
    global _originals
    if _originals is None:
        _originals = Originals()
    request = spyrales_values.decode(_ask_host(spyrales_values.encode(["next"])), _submission.kept)
    _ask_host(_answer(request))


def _answer(request):
    operation, *details = request
    start = _OPERATIONS[operation]
    try:
        return _encode(["done", _as_learner(start, details)])
    except BaseException as error:
        return _encode(_failure(error))


def _failure(error):
    """What the checker is told instead of a value."""
    kind = type(error)
    if kind is _Missing:
        return ["missing", {"name": error.args[0], "similar": _similar(error.args[0])}]
    if kind is _NotCallable:
        return ["not_callable", {"name": error.args[0], "class": error.args[1]}]
    if kind is _Unreadable:
        details = report.syntax(error.__cause__, _submission.lines)
        return ["syntax", _helped(details, spyrales_help.syntax, error.__cause__)]
    failure = report.describe(error, FILENAME, _submission.lines)
    if failure[0] == "raised":
        _helped(failure[1], spyrales_help.error, error)
    return failure


def _helped(details, explain, error):
    """The details with what the error means and what to do, where that is known."""
    try:
        told = explain(error, spyrales_help.Context(_submission.source, _learner_names(), WORK, FILENAME))
        if told is not None:
            details["help"] = told.as_map()
    except BaseException:
        # Half-broken objects of the learner's: the error itself is told all the same.
        pass
    return details


def _similar(name):
    names = list(_learner_names())
    folded = {known.casefold(): known for known in names}
    if name.casefold() in folded:
        return folded[name.casefold()]
    return next(iter(difflib.get_close_matches(name, names, 1)), None)


def _as_learner(start, details):
    """Runs an operation with the patches of the learner in force, and takes them away after it."""
    main = sys.modules["__main__"]
    if start is _load:
        _begin()
    if start in _DRAWING:
        _submission.figures.begin(with_module=start is _run)
    sys.modules["__main__"] = _submission.module
    _originals.patch(_submission.patches)
    result = None
    try:
        result = start(*details)
        return result
    finally:
        # First of all, and not from a function of ours: entering one would be traced.
        _set_trace(None)
        _set_profile(None)
        _recover()
        sys.modules["__main__"] = main
        if start is _load:
            _submission.figures.keep_loaded()
        elif start in _DRAWING:
            _submission.figures.take(result)


def _recover():
    """Makes the interpreter fit for the agent's own work again."""
    patches = _originals.put_back()
    if patches:
        _submission.patches = patches
    if sys.getrecursionlimit() < _RECURSION_LIMIT:
        sys.setrecursionlimit(_RECURSION_LIMIT)
    for stream in (sys.stdout, sys.stderr, sys.__stdout__, sys.__stderr__):
        try:
            stream.flush()
        except BaseException:
            pass


def _encode(answer):
    try:
        return spyrales_values.encode(answer, _submission.keep)
    except spyrales_values.TooLarge as error:
        return spyrales_values.encode(["too_large", {"what": str(error)}])
    except spyrales_values.NotPlain as error:
        return spyrales_values.encode(["not_plain", {"class": error.class_name}])
    except BaseException as error:
        # A library that the learner's code left unusable, or no memory left.
        return spyrales_values.encode(["not_plain", {"class": report.class_name(error)}])


# Operations


def _begin():
    """Forgets an earlier submission."""
    global _submission
    _submission = _Submission()


def _load(source, seed, asks=()):
    source = source.removeprefix("\ufeff")
    _submission.source = source
    linecache.cache[FILENAME] = (len(source), None, source.splitlines(True), FILENAME)
    random.seed(seed)
    numpy = sys.modules.get("numpy")
    if numpy is not None:
        numpy.random.seed(seed % 2**32)
    os.chdir(WORK)
    if WORK not in sys.path:
        sys.path.append(WORK)
    code = _compile(source)
    note = None
    try:
        exec(code, _submission.namespace)
    except BaseException as error:
        _set_trace(None)
        _set_profile(None)
        with contextlib.suppress(Exception):
            lines = report.module_lines(error, FILENAME)
            note = habits.let_pass(error, lines, source, asks, _submission.namespace)
        if note is None:
            raise
    return {"notes": [note.as_map()]} if note else None


class _Unreadable(Exception):
    """The source isn't Python; the cause says why."""


def _compile(source):
    try:
        return compile(source, FILENAME, "exec", dont_inherit=True)
    except (SyntaxError, ValueError) as error:
        raise _Unreadable from error


def _call(name, args, kwargs):
    function = _find(name)
    if not callable(function):
        raise _NotCallable(name, report.class_name(function))
    return function(*args, **kwargs)


def _method(handle, name, args, kwargs):
    if name == "__getattribute__":  # of a class, that is the one of its instances
        return getattr(handle, *args)
    if name == "__eq__":  # which may say that it doesn't know
        return bool(handle == args[0])
    return getattr(handle, name)(*args, **kwargs)


def _value(name):
    return _find(name)


def _find(name):
    namespace = _submission.namespace
    if name not in namespace:
        # Python writes every identifier in its composed form.
        name = unicodedata.normalize("NFKC", name)
    if name not in namespace:
        raise _Missing(name)
    return namespace[name]


def _figure(of="operation"):
    figures = _submission.figures
    return figures.of_module() if of == "module" else figures.of_operation()


def _flush():
    """Writes out what files that were left open hold back, as the end of a script does."""
    for obj in gc.get_objects():
        if issubclass(type(obj), io.IOBase):
            with contextlib.suppress(Exception):
                obj.flush()


def _names():
    return {name: report.class_name(value) for name, value in _learner_names().items()}


def _learner_names():
    names = _submission.namespace.items()
    return {name: value for name, value in names if type(name) is str and not name.startswith("__")}


def _look():
    """What a run leaves: variables in short, and the figures as pictures."""
    return {"variables": look.variables(_learner_names()), "figures": _submission.figures.for_page()}


def _run(code):
    tree = ast.parse(code, "<check>")
    last = None
    if tree.body and isinstance(tree.body[-1], ast.Expr):
        last = ast.Expression(tree.body.pop().value)
    exec(compile(tree, "<check>", "exec", dont_inherit=True), _submission.namespace)
    if last is not None:
        return eval(compile(last, "<check>", "eval", dont_inherit=True), _submission.namespace)


def _query(sql, database):
    """Runs one SQL query on a database made for it: its script, or its file's bytes."""
    with contextlib.closing(sqlite3.connect(":memory:")) as connection:
        if isinstance(database, bytes):
            connection.deserialize(database)
        else:
            connection.executescript(database)
        connection.execute("PRAGMA query_only = ON")
        connection.set_authorizer(_authorise)
        cursor = connection.execute(sql)
        columns = [column[0] for column in cursor.description or ()]
        return {"columns": columns, "rows": cursor.fetchall()}


_DRAWING = (_load, _call, _method, _run)
_REFUSED = {sqlite3.SQLITE_ATTACH, sqlite3.SQLITE_DETACH, sqlite3.SQLITE_PRAGMA}


def _authorise(action, *_):
    return sqlite3.SQLITE_DENY if action in _REFUSED else sqlite3.SQLITE_OK


_OPERATIONS = {
    "load": _load,
    "call": _call,
    "method": _method,
    "value": _value,
    "figure": _figure,
    "flush": _flush,
    "names": _names,
    "look": _look,
    "run": _run,
    "query": _query,
}
