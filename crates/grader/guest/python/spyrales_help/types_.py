"""Operations on values of the wrong type."""

import builtins
import re

from spyrales_help.said import line, message
from spyrales_text import Text, join

_NOUNS = {
    "str": ("un texte", "a text"),
    "int": ("un entier", "an integer"),
    "float": ("un nombre à virgule", "a float"),
    "list": ("une liste", "a list"),
    "tuple": ("un tuple", "a tuple"),
    "dict": ("un dictionnaire", "a dictionary"),
    "set": ("un ensemble", "a set"),
    "NoneType": ("`None` (rien)", "`None` (nothing)"),
    "function": ("une fonction", "a function"),
    "builtin_function_or_method": ("une fonction", "a function"),
    "method": ("une méthode", "a method"),
    "type": ("une classe", "a class"),
    "module": ("un module", "a module"),
    "bool": ("un booléen", "a boolean"),
    "range": ("un intervalle `range`", "a `range`"),
    "generator": ("un générateur", "a generator"),
    "DataFrame": ("un tableau pandas", "a pandas table"),
    "Series": ("une série pandas", "a pandas series"),
    "ndarray": ("un tableau NumPy", "a NumPy array"),
    "numpy.ndarray": ("un tableau NumPy", "a NumPy array"),
    "Timestamp": ("une date", "a date"),
    "datetime.date": ("une date", "a date"),
    "datetime.datetime": ("une date avec heure", "a date and time"),
    "decimal.Decimal": ("un nombre décimal exact (`Decimal`)", "an exact decimal number (`Decimal`)"),
}
_NONE = Text(
    "L'une des valeurs est `None` : une fonction sans `return`, ou une méthode qui modifie sur place (`sort`, `append`), ne renvoie rien.",
    "One of the values is `None`: a function without `return`, or a method that changes things in place (`sort`, `append`), returns nothing.",
)


def explain(kind, error, context):
    if not isinstance(error, TypeError):
        return None
    said, code = message(error), line(error, context)
    for pattern, answer in _PATTERNS:
        found = re.search(pattern, said)
        if found:
            return answer(found, code, context)
    return None


def _noun(name):
    return Text(*_NOUNS.get(name, (f"un objet `{name}`", f"a `{name}` object")))


def _operands(found, code, context):
    sign, left, right = found.groups()
    one, other = _noun(left), _noun(right)
    told = Text(
        f"`{sign}` ne va pas entre {one.fr} et {other.fr}.", f"`{sign}` doesn't go between {one.en} and {other.en}."
    )
    kinds = {left, right}
    if "NoneType" in kinds:
        return join((told, _NONE))
    if "str" in kinds and kinds & {"int", "float"}:
        return join((told, _text_and_number(sign)))
    if kinds & {"decimal.Decimal"} and "float" in kinds:
        more = Text("Convertissez le `float` : `Decimal(str(x))`.", "Convert the `float`: `Decimal(str(x))`.")
    elif "list" in kinds and kinds & {"int", "float"}:
        more = Text(
            "Pour calculer sur chaque élément, prenez une boucle, ou un tableau NumPy.",
            "To compute with each item, take a loop, or a NumPy array.",
        )
    elif kinds & {"builtin_function_or_method", "method", "function"}:
        more = Text(
            "Manque-t-il des parenthèses pour appeler la fonction ?", "Are the parentheses of the call missing?"
        )
    else:
        more = Text("Convertissez l'une des deux valeurs.", "Convert one of the two values.")
    return join((told, more))


def _text_and_number(sign):
    if sign in ("+", "+="):
        return Text(
            "Pour additionner, convertissez le texte (`int(…)` ou `float(…)`) ; pour coller des textes, convertissez le nombre (`str(…)`).",
            "To add, convert the text (`int(…)` or `float(…)`); to join texts, convert the number (`str(…)`).",
        )
    return Text(
        "Convertissez le texte en nombre : `int(…)` ou `float(…)`.",
        "Convert the text to a number: `int(…)` or `float(…)`.",
    )


def _concatenate(found, code, context):
    left, right = found.groups()
    if right == "NoneType":
        return _NONE
    if left == "str":
        return join(
            (
                Text(
                    f"`+` ne colle que des textes, et l'une des valeurs est {_noun(right).fr}.",
                    f"`+` joins texts only, and one of the values is {_noun(right).en}.",
                ),
                Text('Écrivez `str(…)`, ou une f-string : `f"… {x}"`.', 'Write `str(…)`, or an f-string: `f"… {x}"`.'),
            )
        )
    return Text(
        f"`+` ne colle à {_noun(left).fr} que {_noun(left).fr}, et l'autre valeur est {_noun(right).fr}. Pour ajouter un élément, regardez `append`.",
        f"`+` joins {_noun(left).en} to {_noun(left).en} only, and the other value is {_noun(right).en}. To add an item, look at `append`.",
    )


def _not_callable(found, code, context):
    kind = found.group(1)
    called = re.findall(r"([A-Za-z_]\w*)\s*\(", code)
    hidden = [name for name in called if name in context.names and hasattr(builtins, name)]
    if hidden:
        return Text(
            f"Vous avez donné le nom `{hidden[0]}` à une variable, qui cache la fonction `{hidden[0]}` de Python : choisissez un autre nom.",
            f"You gave the name `{hidden[0]}` to a variable, which hides Python's function `{hidden[0]}`: choose another name.",
        )
    if kind in ("DataFrame", "Series", "list", "dict", "tuple", "numpy.ndarray"):
        return Text(
            f"Des parenthèses appellent une fonction, et c'est {_noun(kind).fr} : pour lire un élément, prenez des crochets, `x[…]`.",
            f"Parentheses call a function, and this is {_noun(kind).en}: to read an item, take brackets, `x[…]`.",
        )
    if kind in ("int", "float") and re.search(r"[\d)]\s*\(", code):
        return Text("Manque-t-il un `*` avant la parenthèse ?", "Is a `*` missing before the parenthesis?")
    return Text(
        f"Des parenthèses appellent une fonction, et c'est {_noun(kind).fr}.",
        f"Parentheses call a function, and this is {_noun(kind).en}.",
    )


def _not_subscriptable(found, code, context):
    kind = found.group(1)
    if kind == "NoneType":
        return join((Text("Vous lisez un élément de `None`.", "You read an item of `None`."), _NONE))
    if kind in ("function", "method", "builtin_function_or_method", "type"):
        return Text(
            "Une fonction s'appelle avec des parenthèses, `f(…)`, pas avec des crochets.",
            "A function is called with parentheses, `f(…)`, not with brackets.",
        )
    return Text(
        f"`[…]` lit un élément d'une collection, et c'est {_noun(kind).fr}.",
        f"`[…]` reads an item of a collection, and this is {_noun(kind).en}.",
    )


def _not_iterable(found, code, context):
    kind = found.group(1)
    if kind == "NoneType":
        return _NONE
    if kind in ("int", "float"):
        return Text(
            "On ne peut pas parcourir un nombre : pour compter, écrivez `range(n)`.",
            "A number can't be gone through: to count, write `range(n)`.",
        )
    if kind in ("function", "method", "builtin_function_or_method"):
        return Text(
            "Manque-t-il des parenthèses pour appeler la fonction ?", "Are the parentheses of the call missing?"
        )
    return Text(f"On ne peut pas parcourir {_noun(kind).fr}.", f"One can't go through {_noun(kind).en}.")


def _missing_arguments(found, code, context):
    function, names = found.groups()
    shown = names.replace(" and ", " et ")
    return Text(
        f"Il manque à l'appel de `{function}` : {shown}. Une fonction doit accepter les arguments que l'énoncé lui donne, ni plus ni moins.",
        f"The call of `{function}` lacks: {names}. A function must accept the arguments that the statement gives it, no more and no less.",
    )


def _too_many_arguments(found, code, context):
    function, takes, given = found.groups()
    method = (
        Text(" Une méthode a `self` pour premier argument.", " A method has `self` as its first argument.")
        if "." in function
        else Text("", "")
    )
    return (
        Text(
            f"`{function}` accepte {takes} argument(s) et en reçoit {given} : ajoutez ceux que l'énoncé demande.",
            f"`{function}` takes {takes} argument(s) and gets {given}: add those that the statement asks for.",
        )
        + method
    )


def _unexpected_argument(found, code, context):
    function, name = found.groups()
    return Text(
        f"`{function}` n'a pas d'argument nommé `{name}` : vérifiez son nom.",
        f"`{function}` has no argument called `{name}`: check its name.",
    )


def _compare(found, code, context):
    sign, left, right = found.groups()
    told = Text(
        f"{_noun(left).fr} et {_noun(right).fr} ne se comparent pas avec `{sign}`.",
        f"{_noun(left).en} and {_noun(right).en} can't be compared with `{sign}`.",
    ).capitalised()
    if "NoneType" in (left, right):
        return join((told, _NONE))
    if "str" in (left, right):
        return join((told, _text_and_number(sign)))
    return told


def _fixed(fr, en):
    return lambda found, code, context: Text(fr, en)


_PATTERNS = (
    (r"unsupported operand type\(s\) for (\S+?)(?: or pow\(\))?: '([\w.]+)' and '([\w.]+)'", _operands),
    (r"can only concatenate (\w+) \(not \"([\w.]+)\"\) to", _concatenate),
    (
        r"must be str, not ()(\w+)",
        lambda found, code, context: _concatenate(re.match(r"(\w+)-(\w+)", f"str-{found.group(2)}"), code, context),
    ),
    (r"'([\w.]+)' object is not callable", _not_callable),
    (r"'([\w.]+)' object is not subscriptable", _not_subscriptable),
    (
        r"'([\w.]+)' object is not iterable|cannot unpack non-iterable ([\w.]+) object",
        lambda found, code, context: _not_iterable(re.match(r"(.*)", found.group(1) or found.group(2)), code, context),
    ),
    (r"([\w.]+)\(\) missing \d+ required (?:positional|keyword-only) arguments?: (.+)", _missing_arguments),
    (
        r"([\w.]+)\(\) takes (?:from \d+ to )?(\d+) positional arguments? but (\d+) (?:was|were) given",
        _too_many_arguments,
    ),
    (r"([\w.]+)\(\) got an unexpected keyword argument '(\w+)'", _unexpected_argument),
    (r"'(\S+)' not supported between instances of '([\w.]+)' and '([\w.]+)'", _compare),
    (
        r"list indices must be integers or slices, not str",
        _fixed(
            "Une liste se lit par des indices entiers : est-ce un dictionnaire qu'il vous faut, ou une liste de dictionnaires à parcourir ?",
            "A list is read by whole indices: do you need a dictionary, or is it a list of dictionaries to go through?",
        ),
    ),
    (
        r"(?:list|tuple|string) indices must be integers|'float' object cannot be interpreted as an integer|slice indices must be integers",
        _fixed(
            "Un indice ou un nombre de tours doit être entier : prenez `//` à la place de `/`, ou `int(…)`.",
            "An index or a number of turns must be an integer: take `//` in the place of `/`, or `int(…)`.",
        ),
    ),
    (
        r"'str' object cannot be interpreted as an integer",
        _fixed(
            "Il faut un entier, et c'est un texte : convertissez-le avec `int(…)`.",
            "An integer is needed, and this is a text: convert it with `int(…)`.",
        ),
    ),
    (r"'NoneType' object cannot be interpreted", lambda *_: _NONE),
    (r"object of type 'NoneType' has no len", lambda *_: _NONE),
    (
        r"object of type '(?:int|float)' has no len",
        _fixed(
            "`len` compte les éléments d'une collection, et c'est un nombre.",
            "`len` counts the items of a collection, and this is a number.",
        ),
    ),
    (
        r"object of type '(?:generator|map|filter|zip)' has no len",
        _fixed(
            "Un générateur n'a pas de longueur : faites-en d'abord une liste, `list(…)`.",
            "A generator has no length: make a list of it first, `list(…)`.",
        ),
    ),
    (
        r"unhashable type: '?(\w+)",
        _fixed(
            "Une liste ou un dictionnaire ne peut être ni la clé d'un dictionnaire ni l'élément d'un ensemble : prenez un tuple, `tuple(…)`.",
            "A list or a dictionary can be neither the key of a dictionary nor a member of a set: take a tuple, `tuple(…)`.",
        ),
    ),
    (
        r"can't multiply sequence by non-int",
        _fixed(
            "Un texte ou une liste ne se multiplie que par un entier : s'agit-il d'un nombre lu comme un texte ? `float(…)`.",
            "A text or a list is multiplied by an integer only: is it a number that was read as a text? `float(…)`.",
        ),
    ),
    (
        r"'(?:str|tuple)' object does not support item assignment",
        _fixed(
            "Un texte ou un tuple ne se modifie pas : construisez-en un nouveau, ou prenez une liste.",
            "A text or a tuple can't be changed: build a new one, or take a list.",
        ),
    ),
    (
        r"not JSON serializable",
        _fixed(
            "JSON ne connaît que textes, nombres, booléens, listes et dictionnaires : convertissez la valeur (`int(…)`, `str(…)`, `.tolist()`).",
            "JSON knows texts, numbers, booleans, lists and dictionaries only: convert the value (`int(…)`, `str(…)`, `.tolist()`).",
        ),
    ),
    (
        r"can't compare offset-naive and offset-aware|Cannot compare tz-naive and tz-aware|subtract offset-naive",
        _fixed(
            "L'une des dates a un fuseau horaire et l'autre non : regardez `tz_localize` ou `replace(tzinfo=…)`.",
            "One of the dates has a time zone and the other hasn't: look at `tz_localize` or `replace(tzinfo=…)`.",
        ),
    ),
    (r"(?:float|int)\(\) argument must be .*not 'NoneType'", lambda *_: _NONE),
    (
        r"(?:float|int)\(\) argument must be .*not '(\w+)'",
        _fixed(
            "Une conversion en nombre prend une seule valeur : pour une liste ou une série, convertissez chaque élément, ou regardez `astype`.",
            "A conversion to a number takes one value: for a list or a series, convert each item, or look at `astype`.",
        ),
    ),
    (
        r"Could not convert .* to numeric|agg function failed|does not support operation 'mean'",
        _fixed(
            "Ce calcul ne vaut que pour des nombres, et une colonne contient du texte : choisissez les colonnes, ou regardez `numeric_only=True` et `pd.to_numeric`.",
            "This computation is for numbers only, and a column holds text: choose the columns, or look at `numeric_only=True` and `pd.to_numeric`.",
        ),
    ),
    (
        r"ufunc '\w+' (?:not supported|did not contain a loop)",
        _fixed(
            "Ce calcul ne vaut que pour des nombres, et le tableau contient du texte ou des objets : convertissez-le avec `astype(float)`.",
            "This computation is for numbers only, and the array holds texts or objects: convert it with `astype(float)`.",
        ),
    ),
    (
        r"coroutine",
        _fixed(
            "Une fonction `async def` s'attend avec `await`, ou se lance avec `asyncio.run(…)`.",
            "An `async def` function is awaited with `await`, or started with `asyncio.run(…)`.",
        ),
    ),
)
