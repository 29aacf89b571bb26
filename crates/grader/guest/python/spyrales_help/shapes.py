"""Tables, arrays and models whose shapes don't fit together."""

import re

from spyrales_help.said import message
from spyrales_text import Text

# Class of the error or a base of it, pattern of its message, what it means in both languages.
_KNOWN = (
    (
        "ValueError",
        r"truth value of an? (?:Series|DataFrame|Index|array)",
        "Une condition porte sur une colonne entière : combinez avec `&`, `|` et `~` entre parenthèses, ou réduisez avec `.any()` ou `.all()`.",
        "A condition is about a whole column: combine with `&`, `|` and `~` in parentheses, or reduce with `.any()` or `.all()`.",
    ),
    (
        "ValueError",
        r"(?:All arrays must be of the same length|Length of values \((\d+)\) does not match length of index \((\d+)\)|Length mismatch)",
        "Les colonnes d'un tableau ont toutes la même longueur : celle que vous donnez a trop ou trop peu de valeurs.",
        "All columns of a table have one length: the one you give has too many or too few values.",
    ),
    (
        "ValueError",
        r"Columns must be same length as key",
        "Vous affectez plusieurs colonnes à la fois, et leur nombre diffère.",
        "You assign several columns at once, and their number differs.",
    ),
    (
        "ValueError",
        r"not enough values to unpack \(expected (\d+), got (\d+)\)",
        "Il y a moins de valeurs que de variables à gauche du `=` : {1} au lieu de {0}.",
        "There are fewer values than variables left of the `=`: {1} instead of {0}.",
    ),
    (
        "ValueError",
        r"too many values to unpack \(expected (\d+)",
        "Il y a plus de valeurs que de variables à gauche du `=` (il en faut {0}) : pour un dictionnaire, parcourez `.items()`.",
        "There are more values than variables left of the `=` ({0} are needed): for a dictionary, go through `.items()`.",
    ),
    (
        "ValueError",
        r"operands could not be broadcast together with shapes? (\(.*?\)) (\(.*?\))",
        "Ces tableaux n'ont pas des formes compatibles, {0} et {1} : vérifiez `.shape`.",
        "The shapes of these arrays don't fit, {0} and {1}: check `.shape`.",
    ),
    (
        "ValueError",
        r"shapes (\(.*?\)) and (\(.*?\)) not aligned|matmul: .*mismatch",
        "Le produit demande que le nombre de colonnes de l'un soit le nombre de lignes de l'autre : vérifiez `.shape`, et `.T`.",
        "The product needs as many columns in one as there are rows in the other: check `.shape`, and `.T`.",
    ),
    (
        "ValueError",
        r"cannot reshape array of size (\d+) into shape (\(.*?\))",
        "{0} valeurs n'entrent pas dans la forme {1}.",
        "{0} values don't fit the shape {1}.",
    ),
    (
        "ValueError",
        r"Expected 2D array, got (?:1D|scalar) array",
        'Un modèle attend un tableau à deux dimensions : `X[["colonne"]]` (doubles crochets), ou `X.reshape(-1, 1)`.',
        'A model expects a table of two dimensions: `X[["column"]]` (double brackets), or `X.reshape(-1, 1)`.',
    ),
    (
        "ValueError",
        r"inconsistent numbers of samples: \[(.*?)\]",
        "Les données et la cible n'ont pas le même nombre de lignes : {0}.",
        "The data and the target haven't the same number of rows: {0}.",
    ),
    (
        "ValueError",
        r"Input (?:X |y )?contains NaN|contains NaN, infinity",
        "Les données contiennent des valeurs manquantes : regardez `dropna`, `fillna` ou `SimpleImputer`.",
        "The data hold missing values: look at `dropna`, `fillna` or `SimpleImputer`.",
    ),
    (
        "ValueError",
        r"X has (\d+) features, but \w+ is expecting (\d+)",
        "Le modèle a été ajusté sur {1} colonnes et en reçoit {0} : appliquez les mêmes transformations.",
        "The model was fitted on {1} columns and gets {0}: apply the same transformations.",
    ),
    (
        "ValueError",
        r"The feature names should match|Feature names (?:seen|unseen)",
        "Les colonnes ne sont pas celles sur lesquelles le modèle a été ajusté : mêmes noms, même ordre.",
        "The columns aren't those that the model was fitted on: same names, same order.",
    ),
    (
        "ValueError",
        r"Unknown label type|continuous",
        "La cible est un nombre et le modèle classe (ou l'inverse) : une régression pour des nombres, une classification pour des catégories.",
        "The target is a number and the model classifies (or the other way round): a regression for numbers, a classification for categories.",
    ),
    (
        "ValueError",
        r"You are trying to merge on (.+?) and (.+?) columns",
        "Les deux colonnes de jointure n'ont pas le même type ({0} et {1}) : convertissez l'une, par exemple avec `astype(str)`.",
        "The two columns to join on aren't of one type ({0} and {1}): convert one, for instance with `astype(str)`.",
    ),
    (
        "ValueError",
        r"cannot reindex on an axis with duplicate labels|duplicate (?:entries|labels)",
        "Un index ou une clé a des valeurs en double : regardez `drop_duplicates`, `groupby` ou `pivot_table` (qui agrège).",
        "An index or a key has twins: look at `drop_duplicates`, `groupby` or `pivot_table` (which aggregates).",
    ),
    (
        "ValueError",
        r"No objects to concatenate",
        "Il n'y a rien à assembler : la liste est vide.",
        "There is nothing to put together: the list is empty.",
    ),
    (
        "ValueError",
        r"Can only compare identically-labeled",
        "Les deux séries n'ont pas le même index : regardez `reset_index(drop=True)` ou `.values`.",
        "The two series haven't the same index: look at `reset_index(drop=True)` or `.values`.",
    ),
    (
        "ValueError",
        r"Index contains duplicate entries, cannot reshape",
        "Plusieurs lignes iraient dans la même case : prenez `pivot_table(…, aggfunc=…)`.",
        "Several rows would go into one cell: take `pivot_table(…, aggfunc=…)`.",
    ),
    (
        "ValueError",
        r"cannot convert float NaN to integer|Cannot convert non-finite values",
        "Une valeur manquante (`NaN`) n'est pas un entier : traitez-la d'abord (`dropna`, `fillna`), ou prenez le type `Int64`.",
        "A missing value (`NaN`) isn't an integer: deal with it first (`dropna`, `fillna`), or take the type `Int64`.",
    ),
    (
        "ValueError",
        r"math domain error|expected a (?:nonnegative|positive) input",
        "Cette fonction n'est pas définie là : racine ou logarithme d'un nombre négatif ou nul ?",
        "This function isn't defined there: the root or the logarithm of a negative number or zero?",
    ),
    (
        "ValueError",
        r"(?:max|min)\(\) (?:arg is an empty sequence|iterable argument is empty)|zero-size array",
        "La séquence est vide : elle n'a ni minimum ni maximum. Traitez ce cas à part.",
        "The sequence is empty: it has neither a minimum nor a maximum. Deal with that case apart.",
    ),
    (
        "ValueError",
        r"not in (?:list|tuple|deque)|\.(?:remove|index)\(x\)",
        "Cet élément n'est pas dans la liste : vérifiez d'abord avec `in`.",
        "This item isn't in the list: check with `in` first.",
    ),
    (
        "ValueError",
        r"substring not found",
        "Ce texte n'en contient pas un autre : regardez `in`, ou `find` qui donne -1.",
        "This text doesn't hold the other: look at `in`, or at `find`, which gives -1.",
    ),
    (
        "ValueError",
        r"I/O operation on closed file",
        "Le fichier est déjà fermé : lisez-le à l'intérieur du `with`.",
        "The file is closed by now: read it inside the `with`.",
    ),
    (
        "ValueError",
        r"invalid mode",
        'Le mode d\'ouverture n\'existe pas : `"r"` pour lire, `"w"` pour écrire.',
        'There is no such mode: `"r"` to read, `"w"` to write.',
    ),
    (
        "NotFittedError",
        r"",
        "Le modèle n'a pas encore appris : appelez `fit` avant `predict`.",
        "The model hasn't learnt yet: call `fit` before `predict`.",
    ),
    (
        "LinAlgError",
        r"[Ss]ingular",
        "La matrice ne s'inverse pas : des colonnes sont-elles combinaisons l'une de l'autre ?",
        "The matrix can't be inverted: are columns combinations of one another?",
    ),
    (
        "IndexingError",
        r"",
        "Le filtre et le tableau n'ont pas le même index : calculez le filtre sur ce tableau même.",
        "The filter and the table haven't the same index: compute the filter from this very table.",
    ),
    (
        "StatisticsError",
        r"at least one|no data|empty",
        "Il n'y a aucune donnée : traitez le cas d'une liste vide à part.",
        "There are no data: deal with an empty list apart.",
    ),
    (
        "StatisticsError",
        r"at least two",
        "Il faut au moins deux valeurs : traitez ce cas à part.",
        "At least two values are needed: deal with that case apart.",
    ),
)


def explain(kind, error, context):
    said = message(error)
    bases = {base.__name__ for base in type(error).__mro__}
    for name, pattern, fr, en in _KNOWN:
        found = re.search(pattern, said) if name in bases else None
        if found:
            groups = [group or "" for group in found.groups()]
            return Text(fr.format(*groups) if groups else fr, en.format(*groups) if groups else en)
    return None
