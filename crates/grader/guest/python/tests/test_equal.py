"""What `expect_equal` and `expect_close` say, and what they let pass."""

import datetime
import decimal
import math
import unittest

import numpy as np
import pandas as pd
from table import check_table, french

from spyrales import expect_close, expect_equal


class Real(float):
    """A float that lies about what it is equal to."""

    def __eq__(self, other):
        return True

    __hash__ = float.__hash__


def count():
    yield 1


WRONG = [
    ("another integer", 41, lambda got: expect_equal(got, 42), "Le résultat : attendu 42, obtenu 41."),
    (
        "nothing",
        None,
        lambda got: expect_equal(got, 42),
        "Le résultat : attendu 42, un nombre entier (`int`) ; obtenu rien (`None`). La fonction renvoie-t-elle bien son résultat avec `return` ? `print` l'affiche sans le renvoyer.",
    ),
    (
        "text for a number",
        "42",
        lambda got: expect_equal(got, 42),
        "Le résultat : attendu 42, un nombre entier (`int`) ; obtenu '42', un texte (`str`). Convertissez le texte en nombre : `int(…)` ou `float(…)`.",
    ),
    (
        "boolean for an integer",
        True,
        lambda got: expect_equal(got, 1),
        "Le résultat : attendu 1, un nombre entier (`int`) ; obtenu True, un booléen (`bool`).",
    ),
    (
        "integer for a boolean",
        1,
        lambda got: expect_equal(got, True),
        "Le résultat : attendu True, un booléen (`bool`) ; obtenu 1, un nombre entier (`int`). Renvoyez le booléen lui-même, `True` ou `False`, par exemple le résultat d'une comparaison.",
    ),
    (
        "rounding error",
        0.1 + 0.2,
        lambda got: expect_equal(got, 0.3),
        "Le résultat : attendu 0.3, obtenu 0.30000000000000004. L'écart est infime : c'est un arrondi de calcul.",
    ),
    (
        "integer beyond the floats",
        10**400,
        lambda got: expect_equal(got, 10**400 + 1),
        "Le résultat : attendu 100000000000000000…0000000000000000001, obtenu 100000000000000000…0000000000000000000.",
    ),
    ("NaN for a number", math.nan, lambda got: expect_equal(got, 2.5), "Le résultat : attendu 2.5, obtenu NaN."),
    ("number for NaN", 0.0, lambda got: expect_equal(got, math.nan), "Le résultat : attendu NaN, obtenu 0.0."),
    (
        "NaN never equal",
        math.nan,
        lambda got: expect_equal(got, math.nan, nan_equal=False),
        "Le résultat : attendu NaN, obtenu NaN.",
    ),
    (
        "None for NaN",
        None,
        lambda got: expect_equal(got, math.nan),
        "Le résultat : attendu NaN, un nombre à virgule (`float`) ; obtenu rien (`None`). La fonction renvoie-t-elle bien son résultat avec `return` ? `print` l'affiche sans le renvoyer.",
    ),
    (
        "minus zero, strict",
        -0.0,
        lambda got: expect_equal(got, 0.0, strict=True),
        "Le résultat : attendu 0.0, obtenu -0.0.",
    ),
    (
        "float for an integer, strict",
        3.0,
        lambda got: expect_equal(got, 3, strict=True),
        "Le résultat : attendu 3, un nombre entier (`int`) ; obtenu 3.0, un nombre à virgule (`float`).",
    ),
    ("float that lies", Real(2.0), lambda got: expect_equal(got, 3.0), "Le résultat : attendu 3.0, obtenu 2.0."),
    (
        "float for an exact amount",
        10.1,
        lambda got: expect_equal(got, decimal.Decimal("10.10")),
        "Le résultat : attendu Decimal('10.10'), un nombre décimal exact (`Decimal`) ; obtenu 10.1, un nombre à virgule (`float`).",
    ),
    (
        "spaces",
        "Rennes ",
        lambda got: expect_equal(got, "Rennes"),
        "Le résultat : attendu 'Rennes', obtenu 'Rennes '. Seuls des espaces au début ou à la fin diffèrent.",
    ),
    (
        "capitals",
        "rennes",
        lambda got: expect_equal(got, "Rennes"),
        "Le résultat : attendu 'Rennes', obtenu 'rennes'. Seules des majuscules diffèrent.",
    ),
    (
        "accents",
        "Nimes",
        lambda got: expect_equal(got, "Nîmes"),
        "Le résultat : attendu 'Nîmes', obtenu 'Nimes'. Seuls des accents diffèrent.",
    ),
    (
        "decomposed accents",
        "Ni\u0302mes",
        lambda got: expect_equal(got, "Nîmes"),
        "Le résultat : attendu 'Nîmes', obtenu 'Ni\\u0302mes'. Les accents sont écrits autrement (formes Unicode composée et décomposée) : regardez `unicodedata.normalize(\"NFC\", …)`.",
    ),
    (
        "date for text",
        "2024-04-03",
        lambda got: expect_equal(got, datetime.date(2024, 4, 3)),
        "Le résultat : attendu 2024-04-03, une date (`date`) ; obtenu '2024-04-03', un texte (`str`). Convertissez le texte en date : `datetime.strptime` ou `pd.to_datetime`.",
    ),
    (
        "day and month swapped",
        datetime.date(2024, 3, 4),
        lambda got: expect_equal(got, datetime.date(2024, 4, 3)),
        "Le résultat : attendu 2024-04-03, obtenu 2024-03-04.",
    ),
    (
        "list too short",
        [1, 2],
        lambda got: expect_equal(got, [1, 2, 3]),
        "Le résultat : il faut 3 éléments, il y en a 2. Il manque : 3.",
    ),
    (
        "list in another order",
        [1, 3, 2],
        lambda got: expect_equal(got, [1, 2, 3]),
        "Le résultat : les éléments sont les bons, mais pas dans le bon ordre. Regardez `sorted`.",
    ),
    (
        "item of another kind",
        [1, "2", 3],
        lambda got: expect_equal(got, [1, 2, 3]),
        "Le résultat, élément 2 (indice 1) : attendu 2, un nombre entier (`int`) ; obtenu '2', un texte (`str`). Convertissez le texte en nombre : `int(…)` ou `float(…)`.",
    ),
    (
        "many items",
        list(range(10)),
        lambda got: expect_equal(got, list(range(1, 11))),
        "Le résultat : 10 valeurs diffèrent.\n- élément 1 (indice 0) : attendu 1, obtenu 0\n- élément 2 (indice 1) : attendu 2, obtenu 1\n- élément 3 (indice 2) : attendu 3, obtenu 2",
    ),
    (
        "set for a list",
        {1, 2, 3},
        lambda got: expect_equal(got, [1, 2, 3]),
        "Le résultat : attendu une liste (`list`), obtenu un ensemble (`set`).",
    ),
    (
        "list for a set",
        [1, 2],
        lambda got: expect_equal(got, {1, 2}),
        "Le résultat : attendu un ensemble (`set`), obtenu une liste (`list`).",
    ),
    (
        "members of a set",
        {1, 2, 4},
        lambda got: expect_equal(got, {1, 2, 3}),
        "Le résultat : les éléments ne sont pas ceux attendus. Il manque : 3. En trop : 4.",
    ),
    (
        "tuple for a list, strict",
        (1, 2),
        lambda got: expect_equal(got, [1, 2], strict=True),
        "Le résultat : attendu une liste (`list`), obtenu un tuple (`tuple`).",
    ),
    (
        "keys",
        {"nord": 1, "est": 3},
        lambda got: expect_equal(got, {"nord": 1, "sud": 2}),
        "Le résultat : les clés ne sont pas celles attendues. Il manque : 'sud'. En trop : 'est'.",
    ),
    (
        "value of a key",
        {"nord": 1, "sud": 3},
        lambda got: expect_equal(got, {"nord": 1, "sud": 2}),
        "Le résultat, clé 'sud' : attendu 2, obtenu 3.",
    ),
    (
        "deep inside",
        {"a": [{"b": 1}]},
        lambda got: expect_equal(got, {"a": [{"b": 2}]}),
        "Le résultat, clé 'a', élément 1 (indice 0), clé 'b' : attendu 2, obtenu 1.",
    ),
    (
        "generator",
        count(),
        lambda got: expect_equal(got, [1]),
        "Le résultat : attendu une liste (`list`), obtenu un générateur. C'est un objet qui donne ses éléments un à un : faites-en une liste avec `list(…)`.",
    ),
    (
        "function not called",
        count,
        lambda got: expect_equal(got, [1]),
        "Le résultat : attendu une liste (`list`), obtenu une fonction. Manque-t-il des parenthèses pour appeler la fonction ?",
    ),
    (
        "trainer's name",
        3,
        lambda got: expect_equal(got, 4, what={"fr": "l'effectif", "en": "the count"}),
        "L'effectif : attendu 4, obtenu 3.",
    ),
    (
        "trainer's hint",
        3,
        lambda got: expect_equal(got, 4, hint="Regardez `len`."),
        "Le résultat : attendu 4, obtenu 3. Regardez `len`.",
    ),
    ("far", 3.5, lambda got: expect_close(got, 2.5), "Le résultat : attendu 2.5, obtenu 3.5."),
    (
        "rounded",
        3.14,
        lambda got: expect_close(got, math.pi),
        "Le résultat : attendu 3.141592654, obtenu 3.14. Votre valeur est-elle arrondie trop tôt ?",
    ),
    (
        "percentage",
        32.3,
        lambda got: expect_close(got, 0.323),
        "Le résultat : attendu 0.323, obtenu 32.3. Il y a un facteur 100 : proportion ou pourcentage ?",
    ),
    (
        "sign",
        -1.5,
        lambda got: expect_close(got, 1.5),
        "Le résultat : attendu 1.5, obtenu -1.5. Seul le signe diffère.",
    ),
    (
        "last digit",
        1.0000001,
        lambda got: expect_close(got, 1.00000011),
        "Le résultat : attendu 1.00000011, obtenu 1.0000001.",
    ),
    ("infinity", math.inf, lambda got: expect_close(got, 1e308), "Le résultat : attendu 1e+308, obtenu inf."),
    (
        "integer off by one",
        12345678901235,
        lambda got: expect_close(got, 12345678901234),
        "Le résultat : attendu 12345678901234, obtenu 12345678901235.",
    ),
    (
        "several floats",
        [0.1, 0.2, 0.3],
        lambda got: expect_close(got, [10.0, 20.0, 30.0]),
        "Le résultat : 3 valeurs diffèrent.\n- élément 1 (indice 0) : attendu 10.0, obtenu 0.1\n- élément 2 (indice 1) : attendu 20.0, obtenu 0.2\n- élément 3 (indice 2) : attendu 30.0, obtenu 0.3\nIl y a un facteur 100 : proportion ou pourcentage ?",
    ),
]


class Wrong(unittest.TestCase):
    def test_messages(self):
        check_table(self, WRONG)


RIGHT = [
    (3.0, lambda got: expect_equal(got, 3)),
    (-0.0, lambda got: expect_equal(got, 0.0)),
    (math.nan, lambda got: expect_equal(got, math.nan)),
    (None, lambda got: expect_equal(got, None)),
    (np.float32(0.5), lambda got: expect_equal(got, 0.5)),
    ((1, 2), lambda got: expect_equal(got, [1, 2])),
    (np.array([1, 2]), lambda got: expect_equal(got, [1, 2])),
    (pd.Series([1, 2]), lambda got: expect_equal(got, [1, 2])),
    ([1, 2], lambda got: expect_equal(got, np.array([1, 2]))),
    ({"b": 2, "a": 1}, lambda got: expect_equal(got, {"a": 1, "b": 2})),
    (pd.Timestamp("2024-04-03"), lambda got: expect_equal(got, datetime.datetime(2024, 4, 3))),
    (decimal.Decimal("10.1"), lambda got: expect_equal(got, decimal.Decimal("10.10"))),
    (0.1 + 0.2, lambda got: expect_close(got, 0.3)),
    (98, lambda got: expect_close(got, 100, rtol=0.05)),
    (math.inf, lambda got: expect_close(got, math.inf)),
    ({"a": [1.0, math.nan]}, lambda got: expect_close(got, {"a": [1.0 + 1e-12, math.nan]})),
    (10**400, lambda got: expect_close(got, 10**400)),
]


class Right(unittest.TestCase):
    def test_pass(self):
        for value, expectation in RIGHT:
            with self.subTest(value=value):
                self.assertIsNone(french(expectation, value))


if __name__ == "__main__":
    unittest.main()
