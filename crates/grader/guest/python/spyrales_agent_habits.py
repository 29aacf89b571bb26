"""What scripts do at their end that costs nothing here, if what is asked for is there, for `spyrales_agent`."""

import ast
import os

from spyrales_text import Text

_NAMED = ("function", "variable", "query")


def let_pass(error, trace_lines, source, asks, namespace):
    """The note that stands in the place of an error of loading; None where the error counts."""
    if not asks or not all(_is_there(kind, name, namespace) for kind, name in asks):
        return None
    if isinstance(error, SystemExit):
        return Text(
            "Votre script se termine par `exit()`, `quit()` ou `sys.exit()` : cela ne coûte rien, ce qui est demandé était déjà défini.",
            "Your script ends with `exit()`, `quit()` or `sys.exit()`: that costs nothing, as what is asked for was defined by then.",
        )
    kind = type(error).__name__
    if isinstance(error, EOFError):
        return Text(
            f"Votre script attend une saisie (`input()`{_at(trace_lines).fr}) et il n'y a pas de clavier ici : la suite du script n'a pas été exécutée. Cela ne coûte rien, ce qui est demandé était déjà défini{_guard(trace_lines, source).fr}.",
            f"Your script waits for input (`input()`{_at(trace_lines).en}) and there is no keyboard here: the rest of the script wasn't run. That costs nothing, as what is asked for was defined by then{_guard(trace_lines, source).en}.",
        )
    if isinstance(error, Exception) and _in_guard(trace_lines, source):
        return Text(
            f'Le bloc `if __name__ == "__main__":` de votre script s\'arrête sur une erreur{_at(trace_lines).fr} ({kind}) : cela ne coûte rien, ce qui est demandé était déjà défini.',
            f'The block `if __name__ == "__main__":` of your script stops with an error{_at(trace_lines).en} ({kind}): that costs nothing, as what is asked for was defined by then.',
        )
    return None


def _is_there(kind, name, namespace):
    if kind in _NAMED:
        return name in namespace
    # A figure may be asked for by the name of the function that draws it; a file by its own.
    return name in namespace or (kind == "file" and os.path.exists(name))


def _at(lines):
    return Text(f", ligne {lines[0]}", f", line {lines[0]}") if lines else Text("", "")


def _guard(lines, source):
    if _in_guard(lines, source):
        return Text(' (c\'est dans `if __name__ == "__main__":`)', ' (it is in `if __name__ == "__main__":`)')
    return Text("", "")


def _in_guard(lines, source):
    """Whether the line of the module that was running is in its `if __name__ == "__main__":`."""
    if not lines:
        return False
    try:
        body = ast.parse(source).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return any(
        isinstance(node, ast.If) and _is_guard(node.test) and node.lineno <= lines[0] <= node.end_lineno
        for node in body
    )


def _is_guard(test):
    """`__name__ == "__main__"`, either way round."""
    if not isinstance(test, ast.Compare) or len(test.comparators) != 1 or not isinstance(test.ops[0], ast.Eq):
        return False
    sides = (test.left, test.comparators[0])
    names = {side.id for side in sides if isinstance(side, ast.Name)}
    values = {side.value for side in sides if isinstance(side, ast.Constant)}
    return names == {"__name__"} and values == {"__main__"}
