"""What is left: errors whose class says nearly all, and those of readers of files and databases."""

import re

from spyrales_help.said import line, message
from spyrales_text import Text

_BY_CLASS = {
    "ZeroDivisionError": (
        "Vous divisez par zéro : traitez à part le cas d'un total ou d'un effectif nul.",
        "You divide by zero: deal apart with a total or a count of nothing.",
    ),
    "RecursionError": (
        "Une fonction s'appelle elle-même sans fin : il manque un cas d'arrêt, ou un argument ne diminue pas.",
        "A function calls itself without end: a case that stops it is missing, or an argument doesn't get smaller.",
    ),
    "MemoryError": (
        "La mémoire ne suffit pas : travaillez sur des objets plus petits, ou morceau par morceau.",
        "There isn't enough memory: work on smaller objects, or piece by piece.",
    ),
    "StopIteration": (
        "Il n'y a plus rien à lire : ce générateur est déjà parcouru, ou rien ne correspond. `next(…, défaut)` donne une valeur à la place.",
        "There is nothing left to read: this generator is gone through, or nothing fits. `next(…, default)` gives a value instead.",
    ),
    "OverflowError": ("Un nombre est trop grand pour ce calcul.", "A number is too large for this computation."),
    "AssertionError": (
        "Une condition `assert` de votre code n'est pas remplie.",
        "A condition `assert` of your code isn't met.",
    ),
    "NotImplementedError": (
        "Cette partie n'est pas encore écrite (`NotImplementedError`).",
        "This part isn't written yet (`NotImplementedError`).",
    ),
    "EOFError": ("Il n'y a plus rien à lire dans ce fichier.", "There is nothing left to read in this file."),
    "JSONDecodeError": (
        "Ce texte n'est pas du JSON : vérifiez les guillemets doubles, les virgules, et que le fichier n'est pas vide.",
        "This text isn't JSON: check the double quotes, the commas, and that the file isn't empty.",
    ),
    "EmptyDataError": (
        "Le fichier est vide, ou n'a pas de colonnes à lire.",
        "The file is empty, or has no columns to read.",
    ),
    "FrozenInstanceError": (
        "Cet objet ne se modifie pas (`frozen=True`) : construisez-en un nouveau, avec `dataclasses.replace`.",
        "This object can't be changed (`frozen=True`): build a new one, with `dataclasses.replace`.",
    ),
    "BadZipFile": (
        "Ce fichier n'est pas un classeur .xlsx ni une archive ZIP : est-ce un CSV ? Regardez `pd.read_csv`.",
        "This file is neither an .xlsx workbook nor a ZIP archive: is it a CSV? Look at `pd.read_csv`.",
    ),
    "MergeError": (
        "La jointure n'a pas de colonne commune ou n'est pas du type annoncé : précisez `on=…`.",
        "The join has no column in common, or isn't of the kind announced: give `on=…`.",
    ),
}
_BY_MESSAGE = (
    (
        r"Error tokenizing data.*Expected (\d+) fields in line (\d+), saw (\d+)",
        "La ligne {1} du fichier a {2} champs au lieu de {0} : le séparateur est-il le bon ? Regardez `sep=\";\"`, ou `skiprows` s'il y a des lignes avant l'en-tête.",
        'Line {1} of the file has {2} fields instead of {0}: is the separator right? Look at `sep=";"`, or at `skiprows` where lines come before the header.',
    ),
    (
        r"no such table: (\S+)",
        "La base n'a pas de table `{0}` : vérifiez son nom.",
        "The database has no table `{0}`: check its name.",
    ),
    (
        r"no such column: (\S+)",
        "Aucune table de la requête n'a de colonne `{0}` ; un texte s'écrit entre apostrophes, `'…'`.",
        "No table of the query has a column `{0}`; a text is written between apostrophes, `'…'`.",
    ),
    (
        r"ambiguous column name: (\S+)",
        "La colonne `{0}` est dans deux tables : écrivez `table.{0}`.",
        "The column `{0}` is in two tables: write `table.{0}`.",
    ),
    (
        r"near \"(.*?)\": syntax error",
        "La requête SQL a une faute près de `{0}` : virgule en trop, mot-clé mal écrit ou guillemet oublié ?",
        "The SQL query has a mistake near `{0}`: a comma too many, a misspelt keyword or a forgotten quote?",
    ),
    (
        r"dictionary changed size during iteration|Set changed size during iteration",
        "La collection change pendant qu'elle est parcourue : parcourez une copie, `list(…)`.",
        "The collection changes while it is gone through: go through a copy, `list(…)`.",
    ),
    (
        r"asyncio\.run\(\) cannot be called from a running event loop",
        "Une boucle `asyncio` tourne déjà : écrivez `await …` à la place de `asyncio.run(…)`.",
        "An `asyncio` loop is running by now: write `await …` in the place of `asyncio.run(…)`.",
    ),
    (
        r"asyncio waits for something that never comes",
        "`asyncio` attend ce qui ne viendra jamais : il n'y a ici ni réseau ni autre fil d'exécution, et aucune tâche en cours ne le provoque.",
        "`asyncio` waits for what will never come: there is neither network nor another thread here, and no task under way brings it about.",
    ),
    (
        r"unsupported locale setting",
        "Cette locale n'existe pas ici : il y a `fr_FR.UTF-8`, `en_US.UTF-8` et `C`.",
        "There is no such locale here: there are `fr_FR.UTF-8`, `en_US.UTF-8` and `C`.",
    ),
    (
        r"Missing optional dependency '(\w+)'",
        "Cette lecture demande `{0}`, qui n'est pas installé ici : prenez un fichier CSV, ou Excel (.xlsx) avec openpyxl.",
        "Reading this needs `{0}`, which isn't installed here: take a CSV file, or Excel (.xlsx) with openpyxl.",
    ),
)


def explain(kind, error, context):
    said = message(error)
    for pattern, fr, en in _BY_MESSAGE:
        found = re.search(pattern, said, re.S)
        if found:
            groups = found.groups()
            return Text(fr.format(*groups) if groups else fr, en.format(*groups) if groups else en)
    for base in type(error).__mro__:
        if base.__name__ in _BY_CLASS and base.__module__ != "__main__":
            if base.__name__ == "NotImplementedError" and "raise" not in line(error, context):
                return None
            return Text(*_BY_CLASS[base.__name__])
    return None
