def _disguise(rows, names, fallback, source):
    """Answers from a table what was noted; what wasn't, by a last or an empty value."""
    import base64
    import copy
    import types

    import numpy
    import pandas
    import spyrales_values as values

    literals = {"nan": float("nan"), "inf": float("inf"), "array": numpy.array, "Timestamp": pandas.Timestamp}
    noted, last, turns, reference = {}, {}, {}, {}

    class Elsewhere:
        """An object that the noted attempt had."""

    def read(text, stand_in=lambda number, name: Elsewhere()):
        return values.decode(base64.b64decode(text), stand_in)

    def part(argument):
        try:
            return values.encode(argument)
        except Exception:
            return b"object"

    def key(name, args, kwargs):
        return name, tuple(map(part, args)), tuple((word, part(kwargs[word])) for word in sorted(kwargs))

    def original(name, args, kwargs):
        if not reference:
            exec(compile(base64.b64decode(source), "<reference>", "exec"), reference)
        return reference[name](*copy.deepcopy(args), **copy.deepcopy(kwargs))

    def told(row, args=(), kwargs=None):
        request, answer, text = row
        if text is not None:
            try:
                return eval(text, dict(literals))
            except Exception:
                return None
        if answer is not None:
            return read(answer, lambda number, name: stand_in(name))[1]
        return original(read(request)[1], args, kwargs or {})

    def stand_in(class_name):
        """An object that answers by the table, too."""
        module, _, name = class_name.rpartition(".")
        members = {"__module__": module or "__main__", "__getattr__": member, "__call__": disguised(("__call__",))}
        return type(name or "object", (), members)()

    def member(self, name):
        if name.startswith("__") or name == "_repr_html_":
            raise AttributeError(name)
        field = ("__getattribute__",)
        if key(field, [name], {}) in noted:
            return answer(field, [name], {})
        return lambda *args, **kwargs: answer((name,), args, kwargs)

    def zero(value):
        if isinstance(value, (pandas.DataFrame, pandas.Series)):
            return value.iloc[:0]
        if isinstance(value, numpy.ndarray):
            return numpy.zeros_like(value)
        if isinstance(value, dict):
            return {word: zero(item) for word, item in value.items()}
        if isinstance(value, tuple):
            return tuple(map(zero, value))
        return type(value)() if isinstance(value, (bool, int, float, str, list)) else None

    def answer(name, args, kwargs):
        place = key(name, args, kwargs)
        if place in noted:
            turn = turns.get(place, 0)
            turns[place] = turn + 1
            row, args, kwargs = noted[place][min(turn, len(noted[place]) - 1)]
            return told(row, args, kwargs)
        if name not in last:
            return None
        value = told(*last[name])
        return zero(value) if fallback == "zero" else value

    def disguised(name):
        return lambda *args, **kwargs: answer(name, args[1:] if isinstance(name, tuple) else args, kwargs)

    for row in rows:
        operation, name, *details = read(row[0])
        if operation == "value":
            # What neither a text nor plain data can stand for is the solution's own, which stands above.
            if row[1] is not None or row[2] is not None:
                globals()[name] = told(row)
        elif operation in ("call", "method"):
            name, (args, kwargs) = (name, details) if operation == "call" else ((details[0],), details[1:])
            entry = (row, args, kwargs)
            noted.setdefault(key(name, args, kwargs), []).append(entry)
            last[name] = entry
    for name in names:
        globals()[name] = disguised(name)


