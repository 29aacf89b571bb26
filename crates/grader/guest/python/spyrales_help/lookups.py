"""Keys, columns and places that aren't there."""

import ast
import re
import unicodedata

import spyrales_characters as characters
from spyrales_help.said import frames, learner_frame, message, nearest, some
from spyrales_text import Text, join


def explain(kind, error, context):
    if isinstance(error, KeyError):
        return _key(error, context)
    if isinstance(error, IndexError):
        return _index(error, context)
    return None


def _key(error, context):
    args = BaseException.args.__get__(error)
    if len(args) != 1:
        return None
    key = args[0]
    table = _owner(error)
    if table is not None:
        return _column(key, [label for label in table], context)
    if type(key) is str and ("not in index" in key or "are in the [columns]" in key):
        wanted = re.findall(r"'([^']+)'", key)
        return Text(
            f"Une des colonnes demandées n'existe pas : {some(wanted)}. Affichez `tableau.columns` pour voir leurs noms.",
            f"One of the columns asked for isn't there: {some(wanted)}. Print `table.columns` to see their names.",
        )
    if type(key) not in (str, int, float, bool, type(None)):
        return None
    shown = repr(key)
    told = Text(f"La clé {shown} n'existe pas dans le dictionnaire.", f"There is no key {shown} in the dictionary.")
    keys = _dictionary_keys(error, context)
    if keys is None:
        return join(
            (
                told,
                Text("Vérifiez-la, ou lisez avec `.get(clé, défaut)`.", "Check it, or read with `.get(key, default)`."),
            )
        )
    near = nearest(key, keys) if type(key) is str else None
    if near is not None:
        return join((told, _near(key, near)))
    if type(key) is int and str(key) in keys or type(key) is str and key.isdigit() and int(key) in keys:
        return join(
            (
                told,
                Text(
                    "Une clé s'écrit pareil, mais l'une est un texte et l'autre un nombre.",
                    "A key is written alike, but one is a text and the other a number.",
                ),
            )
        )
    if not keys:
        return join((told, Text("Il est vide.", "It is empty.")))
    listed = ", ".join(repr(one) for one in list(keys)[:8])
    return join((told, Text(f"Ses clés : {listed}.", f"Its keys: {listed}.")))


def _near(wanted, near):
    """That a name is nearly another; where they look alike, what differs."""
    if unicodedata.normalize("NFC", wanted) == unicodedata.normalize("NFC", near):
        return Text(
            f"`{near}` existe, mais ses accents sont écrits autrement (formes Unicode composée et décomposée) : regardez `unicodedata.normalize`.",
            f"There is `{near}`, but its accents are written differently (composed and decomposed Unicode forms): look at `unicodedata.normalize`.",
        )
    if near.strip() == wanted.strip() and near != wanted:
        spaced = repr(near)
        return Text(
            f"Il existe {spaced}, avec des espaces en plus : regardez `.str.strip()`.",
            f"There is {spaced}, with more spaces: look at `.str.strip()`.",
        )
    if characters.visible(near) != near:
        shown = characters.visible(near)
        more = Text("", "")
        if "\ufeff" in near:
            more = Text('Lisez le fichier avec `encoding="utf-8-sig"`.', 'Read the file with `encoding="utf-8-sig"`.')
        return join(
            (
                Text(
                    f"Il existe `{shown}`, qui contient un caractère invisible.",
                    f"There is `{shown}`, which holds an invisible character.",
                ),
                more,
            )
        )
    if near.casefold() == wanted.casefold():
        return Text(f"Il existe `{near}` : les majuscules comptent.", f"There is `{near}`: capital letters count.")
    return Text(f"Est-ce `{near}` ?", f"Is it `{near}`?")


def _owner(error):
    """The columns of the DataFrame in which pandas looked for a key; None where it was something else."""
    for frame, _ in frames(error):
        if frame.f_code.co_filename.replace("\\", "/").endswith("pandas/core/frame.py"):
            table = frame.f_locals.get("self")
            if type(table).__name__ == "DataFrame":
                return table.columns
    return None


def _column(key, labels, context):
    if type(key) not in (str, int, float, bool, type(None)):
        return None
    if type(key) is not str:
        return Text(
            f"La colonne {key!r} n'existe pas. Les colonnes sont {some(labels)} : pour une ligne, regardez `loc` et `iloc`.",
            f"There is no column {key!r}. The columns are {some(labels)}: for a row, look at `loc` and `iloc`.",
        )
    told = Text(f"La colonne `{key}` n'existe pas.", f"There is no column `{key}`.")
    if len(labels) == 1 and type(labels[0]) is str and re.search(r"[;\t|]", labels[0]):
        mark = re.search(r"[;\t|]", labels[0]).group()
        mark = "\\t" if mark == "\t" else mark
        return join(
            (
                told,
                Text(
                    f"Le tableau n'a qu'une colonne, `{labels[0]}` : précisez le séparateur à la lecture, `sep=\"{mark}\"`.",
                    f'The table has one column only, `{labels[0]}`: give the separator when reading, `sep="{mark}"`.',
                ),
            )
        )
    near = nearest(key, labels)
    if near is not None:
        return join((told, _near(key, near)))
    return join((told, Text(f"Les colonnes sont {some(labels)}.", f"The columns are {some(labels)}.")))


def _subscripts(error, context):
    """The values that are subscripted on the learner's line: of plain names only, so that nothing is run."""
    found = learner_frame(error, context.filename)
    if found is None:
        return
    frame, number = found
    try:
        tree = ast.parse(context.source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Subscript)
            and isinstance(node.value, ast.Name)
            and node.lineno <= number <= node.end_lineno
        ):
            name = node.value.id
            yield frame.f_locals.get(name, frame.f_globals.get(name))


def _dictionary_keys(error, context):
    for value in _subscripts(error, context):
        if type(value).__mro__[-2:][0] is dict and isinstance(value, dict):
            return list(dict.keys(value))
    return None


def _index(error, context):
    said = message(error)
    sized = re.search(r"index (-?\d+) is out of bounds for axis (\d+) with size (\d+)", said)
    if sized:
        place, axis, size = map(int, sized.groups())
        return _beyond(place, size)
    if "pop from empty" in said:
        return Text(
            "La liste est vide : il n'y a rien à en retirer.", "The list is empty: there is nothing to take from it."
        )
    if "positional indexer" in said:
        return Text(
            "`iloc` demande une ligne ou une colonne au-delà de la fin : on compte à partir de 0.",
            "`iloc` asks for a row or a column past the end: counting begins at 0.",
        )
    if "too many indices" in said:
        return Text(
            "Vous donnez plus d'indices que le tableau n'a de dimensions.",
            "You give more indices than the array has dimensions.",
        )
    if "sys.argv" in _line_of(error, context) or "argv[" in _line_of(error, context):
        return Text(
            "Il n'y a pas d'arguments de ligne de commande ici (`sys.argv`) : donnez la valeur à une variable.",
            "There are no command-line arguments here (`sys.argv`): give the value to a variable.",
        )
    if "out of range" in said:
        sizes = [len(value) for value in _subscripts(error, context) if type(value) in (list, tuple, str)]
        if len(sizes) == 1:
            return _beyond(None, sizes[0])
        return Text(
            "Vous lisez au-delà de la fin d'une séquence : les indices vont de 0 à sa longueur moins 1.",
            "You read past the end of a sequence: indices go from 0 to its length less 1.",
        )
    return None


def _beyond(place, size):
    if size == 0:
        return Text(
            "La séquence est vide : elle n'a pas d'élément à lire.", "The sequence is empty: it has no item to read."
        )
    asked = (
        Text("", "")
        if place is None
        else Text(f"l'indice {place} est demandé, mais ", f"index {place} is asked for, but ")
    )
    many = "s" if size > 1 else ""
    return (
        Text("Vous lisez au-delà de la fin : ", "You read past the end: ")
        + asked
        + Text(
            f"il y a {size} élément{many}, d'indice 0 à {size - 1}.",
            f"there {'are' if size > 1 else 'is'} {size} item{many}, with indices 0 to {size - 1}.",
        )
    )


def _line_of(error, context):
    from spyrales_help.said import line

    return line(error, context)
