"""`expect_calls` and `expect_no_calls`: what the submission's source calls, read from its syntax tree.

Advice to the learner, never the only guard of an exercise: a call may be there and do nothing, or
hide behind another name.
"""

import ast

from spyrales.problems import CheckError, mismatch
from spyrales.show import names as quoted
from spyrales_text import Text


def expect_calls(sub, *names, any_of=False, within=None, what=None, hint=None):
    """Expects calls to all these functions or methods; to one of them at least with `any_of`.

    `"groupby"` is any call of that name, `"numpy.mean"` that of the module under whatever name it
    was imported. `within` is the function of the submission to look into.
    """
    called = _calls(sub, names, within)
    missing = [name for name in names if name not in called]
    if not missing or (any_of and len(missing) < len(names)):
        return
    shown = quoted(missing)
    if any_of and len(names) > 1:
        sentence = Text(
            f"votre code doit utiliser l'une de ces fonctions : {shown}.",
            f"your code must use one of these functions: {shown}.",
        )
    else:
        sentence = Text(f"votre code doit utiliser {shown}.", f"your code must use {shown}.")
    raise mismatch(what, sentence, hint=hint)


def expect_no_calls(sub, *names, within=None, what=None, hint=None):
    """Expects no call to any of these functions or methods."""
    called = _calls(sub, names, within)
    found = [name for name in names if name in called]
    if found:
        shown, line = quoted(found), called[found[0]]
        raise mismatch(
            what,
            Text(
                f"votre code ne doit pas utiliser {shown} (ligne {line}).",
                f"your code must not use {shown} (line {line}).",
            ),
            hint=hint,
        )


def _calls(sub, names, within):
    """What is called, under its short and its full name, with the line of the first call."""
    if not names or not all(isinstance(name, str) for name in names):
        raise CheckError("expect_calls and expect_no_calls need the names of functions, as strings")
    try:
        tree = ast.parse(sub if isinstance(sub, str) else sub.source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return {}
    imported = _imports(tree)
    if within is not None:
        tree = _definition(tree, within)
    called = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            full = _dotted(node.func, imported)
            for name in {full, full.rpartition(".")[2]}:
                called[name] = min(node.lineno, called.get(name, node.lineno))
    return called


def _imports(tree):
    """The full name behind each imported one: `np` is `numpy`."""
    imported = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                if alias.asname:
                    imported[alias.asname] = alias.name
        elif isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                imported[alias.asname or alias.name] = f"{node.module}.{alias.name}"
    return imported


def _definition(tree, name):
    kinds = ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef
    found = [node for node in ast.walk(tree) if isinstance(node, kinds) and node.name == name]
    return ast.Module(body=found, type_ignores=[])


def _dotted(node, imported):
    """`numpy.random.normal` for `np.random.normal`; `.mean` for a method of something computed."""
    parts = []
    while isinstance(node, ast.Attribute):
        parts.append(node.attr)
        node = node.value
    parts.append(imported.get(node.id, node.id) if isinstance(node, ast.Name) else "")
    return ".".join(reversed(parts))
