"""What went wrong in the submission while a check was asking it something, in words."""

from spyrales.dialect import is_r
from spyrales.show import show
from spyrales_text import NOTHING, Text, bilingual, join, same


class SubmissionFailure(Exception):
    """The submission failed to answer. Uncaught, it fails the check with an explanation.

    `kind` is one of docs/internals/protocol.md (`raised`, `missing`, `fuel`…), `details` its map,
    `type` the name of the exception if one was raised, else None.
    """

    def __init__(self, kind, details, request):
        super().__init__(f"{kind}: {details}")
        self.kind = kind
        self.details = details if isinstance(details, dict) else {}
        self.request = request

    @property
    def type(self):
        return self.details.get("type") if self.kind == "raised" else None

    @property
    def bases(self):
        """The names of the classes that the exception is one of besides, as the submission says."""
        bases = self.details.get("bases") if self.kind == "raised" else None
        return [name for name in bases if isinstance(name, str)] if isinstance(bases, (list, tuple)) else []

    @property
    def cause(self):
        """The same for two failures that have one cause; None where that can't be told."""
        if self.kind == "fuel" and self.details.get("granted") and self.request[0] == "call":
            return ("fuel", self.request[1])
        told = tuple(str(self.details.get(name)) for name in ("name", "type", "message", "line"))
        return (self.kind, *told) if self.kind in ("raised", "missing", "not_callable", "syntax") else None

    def explain(self):
        """The explanation for the learner."""
        action = _action(self.request)
        explain = _EXPLAIN.get(self.kind)
        if explain is None:
            return action + Text(" n'a pas donné de résultat.", " gave no result.")
        return explain(action, {**self.details, "operation": self.request[0]})


def _action(request):
    """What was asked, as the subject of a sentence."""
    operation, *rest = request
    if operation == "call":
        return same(f"`{rest[0]}({_arguments(rest[1], rest[2])})`")
    if operation == "method":
        obj, name, args, kwargs = rest
        return same(f"`{obj.class_name}.{name}({_arguments(args, kwargs)})`")
    if operation == "value":
        return same(f"`{rest[0]}`")
    if operation == "query":
        return Text("Votre requête", "Your query")
    return Text("Votre code", "Your code")


def _arguments(args, kwargs):
    """The arguments of a call, if they are short enough to help."""
    shown = [show(arg) for arg in args] + [f"{name}={show(value)}" for name, value in kwargs.items()]
    text = ", ".join(shown)
    return text if len(text) <= 60 else "…"


def _raised(action, details):
    line, text = details.get("line"), details.get("text")
    where = NOTHING
    if isinstance(line, int):
        quoted = f" (`{text}`)" if text else ""
        where = Text(f" à la ligne {line}{quoted}", f" at line {line}{quoted}")
    kind, message = details.get("type"), details.get("message")
    start = action + Text(" s'arrête sur une erreur", " stops with an error") + where
    return _told(start, details.get("help"), f"{kind}: {message}" if message else f"{kind}")


def _told(start, help, original):
    """What the error means where the submission's side knows it, and the interpreter's own words after."""
    try:
        meaning = bilingual(help) if help else NOTHING
    except ValueError:  # not from our agent
        meaning = NOTHING
    if meaning == NOTHING:
        return start + Text(" : ", ": ") + same(original) + _stop(original)
    return (
        start
        + Text(". ", ". ")
        + meaning
        + Text(f"\nMessage d'origine : {original}", f"\nOriginal message: {original}")
    )


def _stop(text):
    return NOTHING if text.endswith((".", "!", "?", "…")) else same(".")


def _missing(action, details):
    name, similar = details.get("name"), details.get("similar")
    sentence = Text(f"Votre code ne définit pas `{name}`.", f"Your code doesn't define `{name}`.")
    if similar:
        return join((sentence, Text(f"Est-ce `{similar}`, à renommer ?", f"Is it `{similar}`, to be renamed?")))
    return sentence


def _not_callable(action, details):
    name, kind = details.get("name"), details.get("class")
    return Text(
        f"`{name}` doit être une fonction, c'est un objet `{kind}`.",
        f"`{name}` must be a function; it is a `{kind}` object.",
    )


def _syntax(action, details):
    line, text = details.get("line"), details.get("text")
    quoted = f" (`{text}`)" if text else ""
    where = Text(f", ligne {line}{quoted}", f", line {line}{quoted}") if isinstance(line, int) else NOTHING
    reader = "R" if is_r() else "Python"
    start = Text(f"{reader} ne peut pas lire votre code", f"{reader} can't read your code") + where
    return _told(start, details.get("help"), f"{details.get('message')}")


def _exited(action, details):
    calls = "`quit` ou `q`" if is_r() else "`sys.exit`, `exit` ou `quit`"
    return action + Text(
        f" quitte le programme ({calls}) au lieu de donner un résultat.",
        f" leaves the program ({calls.replace(' ou ', ' or ')}) instead of giving a result.",
    )


def _fixed(fr, en):
    return lambda action, details: action + Text(fr, en)


def _operations(count):
    """A number of operations, in round words."""
    for scale, fr, en in ((10**9, "milliard", "billion"), (10**6, "million", "million")):
        if count >= scale:
            number = count // scale
            return Text(f"{number} {fr}{'s' if number > 1 else ''} d'opérations", f"{number} {en} operations")
    return Text(f"{count} opérations", f"{count} operations")


def _out_of_fuel(action, details):
    granted, limit = details.get("granted"), details.get("limit")
    if not isinstance(granted, int) or not isinstance(limit, int):
        return action + Text(
            " n'a pas fini dans la limite de calcul. Une boucle sans fin, ou une méthode trop lente ?",
            " didn't finish within the limit of computation. An endless loop, or too slow a method?",
        )
    if granted == 0:
        return action + Text(
            " n'a pas été essayé : d'autres appels ont déjà épuisé le calcul accordé, sans doute pour la même raison.",
            " wasn't tried: other calls have used up the computation that is granted, most likely for the same reason.",
        )
    told = action + Text(" n'a pas fini en ", " didn't finish in ") + _operations(granted)
    if granted < limit:
        told += Text(
            ", ce qui reste après un appel qui a tout épuisé",
            ", which is granted after a call that used up all",
        )
    if details.get("operation") == "query":
        return told + Text(
            ". Une récursion sans fin, ou une jointure sans condition ?",
            ". An endless recursion, or a join without a condition?",
        )
    costly = "`rbind` dans un `for`" if is_r() else "`iterrows`, `apply(axis=1)`"
    return told + Text(
        ". Une boucle sans fin, dont la condition ne change jamais ? Sinon, ce qui coûte autant : une boucle ligne par ligne"
        f" sur un grand tableau ({costly}), un modèle ajusté des centaines de fois.",
        ". An endless loop, whose condition never changes? If not, what costs as much: a loop over the rows of a large table"
        f" ({costly.replace(' dans un ', ' in a ')}), a model fitted hundreds of times.",
    )


def _out_of_memory(action, details):
    mib = details.get("mib")
    if not isinstance(mib, int):
        return action + Text(" demande plus de mémoire que la limite.", " asks for more memory than the limit.")
    return action + Text(
        f" demande plus de mémoire que les {mib} Mio accordés.", f" asks for more memory than the {mib} MiB that are granted."
    )


_EXPLAIN = {
    "raised": _raised,
    "missing": _missing,
    "not_callable": _not_callable,
    "syntax": _syntax,
    "exited": _exited,
    "not_plain": lambda action, details: (
        action
        + Text(
            f" donne un objet de classe `{details.get('class')}`, qui ne peut pas être examiné.",
            f" gives an object of class `{details.get('class')}`, which can't be examined.",
        )
    ),
    "too_large": _fixed(" donne un résultat trop volumineux.", " gives a result that is too large."),
    "fuel": _out_of_fuel,
    "memory": _out_of_memory,
    "stack": _fixed(
        " imbrique trop d'appels. Une fonction qui s'appelle elle-même sans fin ?",
        " nests too many calls. A function that calls itself without end?",
    ),
    "stopped": _fixed(" a arrêté le programme de force.", " stopped the program by force."),
    "no_answer": _fixed(" n'a pas donné de résultat.", " gave no result."),
}
