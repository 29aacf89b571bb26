"""What `expect_series` and `expect_array` say, and what they let pass."""

import unittest

import numpy as np
import pandas as pd
from table import check_table, french

from spyrales import expect_array, expect_series

MEANS = pd.Series([1.5, 2.5, 3.5], index=pd.Index(["Est", "Nord", "Sud"], name="region"), name="montant")
GRID = np.arange(6.0).reshape(2, 3)


def means(got, **options):
    expect_series(got, MEANS, **options)


def grid(got, **options):
    expect_array(got, GRID, **options)


WRONG = [
    (
        "list for a series",
        [1.5, 2.5, 3.5],
        means,
        "Attendu une série pandas (`Series`), obtenu une liste (`list`). Regardez `pd.Series(…)`.",
    ),
    (
        "table for a series",
        MEANS.to_frame(),
        means,
        'Attendu une série pandas (`Series`), obtenu un tableau pandas (`DataFrame`). Choisissez une colonne : `tableau["colonne"]`.',
    ),
    (
        "series too long",
        pd.concat([MEANS, pd.Series({"Ouest": 1.0})]),
        means,
        "Votre série a 4 valeurs, il en faut 3. En trop : 'Ouest'.",
    ),
    (
        "series of text",
        MEANS.astype(str),
        means,
        "Votre série contient du texte (`str`), il faut des nombres (`float64`). Regardez `pd.to_numeric`.",
    ),
    (
        "series in another order",
        MEANS.iloc[::-1],
        means,
        "Les valeurs sont les bonnes, mais pas dans le bon ordre. Regardez `sort_values` et `sort_index`.",
    ),
    (
        "series without its index",
        MEANS.reset_index(drop=True),
        means,
        "L'index n'est pas celui attendu. Ses étiquettes sont des nombres (`int64`), il faut du texte (`str`).",
    ),
    (
        "another label",
        MEANS.rename({"Sud": "sud"}),
        means,
        "L'index n'est pas celui attendu. Il manque : 'Sud'. En trop : 'sud'.",
    ),
    (
        "one value",
        MEANS.replace(2.5, 2.0),
        means,
        "Étiquette 'Nord' : attendu 2.5, obtenu 2.0.",
    ),
    (
        "all values",
        MEANS * -1,
        means,
        "3 valeurs diffèrent.\n- étiquette 'Est' : attendu 1.5, obtenu -1.5\n- étiquette 'Nord' : attendu 2.5, obtenu -2.5\n- étiquette 'Sud' : attendu 3.5, obtenu -3.5\nSeul le signe diffère.",
    ),
    (
        "one value, in any order",
        MEANS.replace(2.5, 2.0).iloc[::-1],
        lambda got: means(got, ignore_order=True),
        "Étiquette 'Nord' : attendu 2.5, obtenu 2.0.",
    ),
    (
        "name of the series",
        MEANS.rename("x"),
        lambda got: means(got, check_name=True),
        "La série doit s'appeler 'montant', elle s'appelle 'x'.",
    ),
    (
        "list for an array",
        [[0.0, 1.0, 2.0], [3.0, 4.0, 5.0]],
        grid,
        "Attendu un tableau NumPy (`ndarray`), obtenu une liste (`list`). Regardez `np.array(…)` ou `to_numpy()`.",
    ),
    (
        "transposed",
        GRID.T,
        grid,
        "Votre tableau est de forme (3, 2), il faut (2, 3). Il est transposé : regardez `.T`.",
    ),
    ("flat", GRID.ravel(), grid, "Votre tableau est de forme (6,), il faut (2, 3). Regardez `reshape` ou `ravel`."),
    ("another shape", GRID[:1], grid, "Votre tableau est de forme (1, 3), il faut (2, 3)."),
    (
        "array of objects",
        GRID.astype(object),
        grid,
        "Votre tableau contient des objets de tout type (`object`), il faut des nombres (`float64`). Regardez `astype`.",
    ),
    (
        "array of text",
        GRID.astype(str),
        grid,
        "Votre tableau contient du texte (`<U3`), il faut des nombres (`float64`). Regardez `astype`.",
    ),
    (
        "array of booleans",
        GRID > 1,
        grid,
        "Votre tableau contient des booléens (`bool`), il faut des nombres (`float64`). Regardez `astype`.",
    ),
    ("array with NaN", np.where(GRID == 4, np.nan, GRID), grid, "Indice [1, 1] : attendu 4.0, obtenu NaN."),
    (
        "array with one wrong item",
        np.array([1, 2, 4]),
        lambda got: expect_array(got, np.array([1, 2, 3])),
        "Élément 3 (indice 2) : attendu 3, obtenu 4.",
    ),
    (
        "integers for floats, strict",
        GRID.astype("int64"),
        lambda got: grid(got, strict=True),
        "Votre tableau contient des nombres (`int64`), il faut des nombres (`float64`). Regardez `astype`.",
    ),
]


class Wrong(unittest.TestCase):
    def test_messages(self):
        check_table(self, WRONG)


RIGHT = [
    (MEANS, means),
    (MEANS.rename("autre"), means),
    (MEANS.iloc[::-1], lambda got: means(got, ignore_order=True)),
    (MEANS.reset_index(drop=True), lambda got: means(got, check_index=False)),
    (GRID.astype(np.float32), grid),
    (GRID.astype(int), grid),
    (np.asfortranarray(GRID), grid),
    (np.array([np.nan, -0.0]), lambda got: expect_array(got, np.array([np.nan, 0.0]))),
    (
        np.array(["2024-01-01"], dtype="datetime64[D]"),
        lambda got: expect_array(got, np.array(["2024-01-01"], dtype="datetime64[s]")),
    ),
]


class Right(unittest.TestCase):
    def test_pass(self):
        for number, (value, expectation) in enumerate(RIGHT):
            with self.subTest(number):
                self.assertIsNone(french(expectation, value))


if __name__ == "__main__":
    unittest.main()
