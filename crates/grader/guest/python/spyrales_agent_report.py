"""Exceptions of the learner's code as plain data, for `spyrales_agent`.

An exception may be of a class that the learner wrote: none of its own methods is asked.
"""

import gc
import traceback

MESSAGE_LENGTH = 2_000
LINE_LENGTH = 300
_PLAIN_ARGUMENTS = (str, int, float, bool, type(None), bytes)


def describe(error, filename, lines):
    """The failure that stands for an exception: `exited` or `raised`, with the learner's line."""
    kind = type(error)
    if issubclass(kind, SystemExit):
        return ["exited", {"code": _exit_code(error)}]
    trace = BaseException.__traceback__.__get__(error)
    line = _line(trace, filename)
    if issubclass(kind, MemoryError):
        # The frames hold what filled the memory.
        traceback.clear_frames(trace)
        gc.collect()
    details = {"type": class_name(error), "message": message(error), "line": line, "text": _text(line, lines)}
    if issubclass(kind, Exception):
        details["bases"] = _bases(kind)
    missing = _missing(error)
    if missing is not None:
        details["missing"] = missing
    return ["raised", details]


def module_lines(error, filename):
    """The line of the module itself that was running, as a list of one; empty if there was none."""
    trace = BaseException.__traceback__.__get__(error)
    while trace is not None:
        code = trace.tb_frame.f_code
        if code.co_filename == filename and code.co_name == "<module>":
            return [trace.tb_lineno]
        trace = trace.tb_next
    return []


def _bases(kind):
    """The names of the classes that an exception is one of, its own left out."""
    bases = type.__dict__["__mro__"].__get__(kind)[1:]
    names = [type.__dict__["__name__"].__get__(base) for base in bases if issubclass(base, Exception)]
    return [_cap(name, 200) for name in names[:20]]


def class_name(obj):
    """The name of the class, whatever the class itself says."""
    return type.__dict__["__name__"].__get__(type(obj)).encode("utf-8", "replace").decode()[:200]


def syntax(error, lines):
    """Why a source can't be read, from the exception of `compile`."""
    if not isinstance(error, SyntaxError):  # null bytes, in some versions of Python
        return {"message": message(error), "line": None, "column": None, "text": None}
    text = _text(error.lineno, lines)
    return {"message": _cap(error.msg), "line": error.lineno, "column": error.offset, "text": text}


def _exit_code(error):
    code = SystemExit.code.__get__(error)
    if code is None:
        return 0
    if type(code) is str:
        return _cap(code)
    return code if type(code) is int and abs(code) < 2**31 else 1


def _line(trace, filename):
    """The line of the learner's code that is the deepest in a traceback; None if there is none."""
    line = None
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == filename:
            line = trace.tb_lineno
        trace = trace.tb_next
    return line


def _text(line, lines):
    if line is None or not 0 < line <= len(lines):
        return None
    return _cap(lines[line - 1].strip(), LINE_LENGTH)


def message(error):
    """What the exception says; methods that the learner wrote aren't asked, for they may never end."""
    try:
        args = BaseException.args.__get__(error)
        if not _is_plain(args):
            return ""
        if _writes_itself(type(error)):
            return _cap(" ".join(arg for arg in args if type(arg) is str))
        return _cap(str(error))
    except BaseException:
        return ""


def _is_plain(args):
    return all(
        _is_plain(arg) if type(arg) is tuple else type(arg) in _PLAIN_ARGUMENTS or not _from_learner(type(arg))
        for arg in args
    )


def _from_learner(kind):
    return type.__dict__["__module__"].__get__(kind) == "__main__"


def _writes_itself(kind):
    """Whether the class of an exception has a `__str__` of the learner's."""
    for base in type.__dict__["__mro__"].__get__(kind):
        own = type.__dict__["__dict__"].__get__(base)
        if "__str__" in own or "__repr__" in own:
            return _from_learner(base)
    return False


def _missing(error):
    """The name that an exception says isn't there: of a key, a variable, a module or a file."""
    name = None
    kind = type(error)
    if issubclass(kind, KeyError):
        args = BaseException.args.__get__(error)
        name = args[0] if len(args) == 1 else None
    elif issubclass(kind, FileNotFoundError):
        name = OSError.filename.__get__(error)
    elif issubclass(kind, NameError):
        name = NameError.name.__get__(error)
    elif issubclass(kind, ModuleNotFoundError):
        name = ImportError.name.__get__(error)
    return _cap(name, LINE_LENGTH) if type(name) is str else None


def _cap(text, length=MESSAGE_LENGTH):
    text = str.encode(text, "utf-8", "replace").decode()
    return text if len(text) <= length else text[: length - 1] + "…"
