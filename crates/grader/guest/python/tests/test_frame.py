"""What `expect_frame` says, and what it lets pass."""

import unittest

import numpy as np
import pandas as pd
from table import check_table, crossed, french

from spyrales import Mismatch, expect_frame

COMMUNES = pd.DataFrame(
    {
        "code": ["01004", "2A004", "35238"],
        "nom": ["Ambérieu", "Ajaccio", "Rennes"],
        "population": [15554, 73822, 227830],
        "densite": [632.8, 899.9, 4521.3],
        "maj": pd.to_datetime(["2024-01-01", "2024-01-02", "2024-01-03"]),
    }
)


class Liar(pd.DataFrame):
    """A table that lies about its shape and what it is equal to."""

    shape = (3, 5)

    def equals(self, other):
        return True


def like(got, **options):
    expect_frame(got, COMMUNES, **options)


def any_order(got):
    like(got, ignore_row_order=True)


def loose(got):
    like(got, check_dtypes=False)


def indexed(got):
    like(got, check_index=True)


def twice(table):
    return pd.concat([table, table.iloc[:1]], ignore_index=True)


def cell(row, column, value):
    table = COMMUNES.copy()
    if isinstance(value, str) != isinstance(table[column].iloc[0], str):
        table[column] = table[column].astype(object)
    table.loc[row, column] = value
    return table


REGIONS = pd.DataFrame({"region": ["Nord", "Sud"], "total": [3.0, 4.0]})
PAIRS = pd.DataFrame({"x": [0.1, 0.1, 0.2], "y": [1.0, 2.0, 3.0]})

WRONG = [
    (
        "nothing",
        None,
        like,
        "Attendu un tableau pandas (`DataFrame`), obtenu rien (`None`). La fonction renvoie-t-elle bien son résultat avec `return` ? `print` l'affiche sans le renvoyer.",
    ),
    (
        "series",
        COMMUNES["nom"],
        like,
        "Attendu un tableau pandas (`DataFrame`), obtenu une série pandas (`Series`). Regardez `reset_index` ou `to_frame`.",
    ),
    (
        "dictionary",
        {"code": ["01004"]},
        like,
        "Attendu un tableau pandas (`DataFrame`), obtenu un dictionnaire (`dict`). Regardez `pd.DataFrame(…)`.",
    ),
    (
        "groups without a computation",
        COMMUNES.groupby("code"),
        like,
        "Attendu un tableau pandas (`DataFrame`), obtenu un objet de classe `DataFrameGroupBy`. Après `groupby`, il manque un calcul : `sum`, `mean`, `size`…",
    ),
    (
        "subclass that lies",
        Liar(COMMUNES),
        like,
        "Attendu un tableau pandas (`DataFrame`), obtenu un objet de classe `Liar`.",
    ),
    ("missing column", COMMUNES.drop(columns="densite"), like, "Il manque la colonne `densite`."),
    ("column too many", COMMUNES.assign(x=1), like, "La colonne `x` est en trop."),
    (
        "misspelt column",
        COMMUNES.rename(columns={"densite": "Densité"}),
        like,
        "Il manque la colonne `densite`. La colonne `Densité` est en trop. `Densité` est-il mis pour `densite` ?",
    ),
    (
        "columns in another order",
        COMMUNES[["nom", "code", "population", "densite", "maj"]],
        like,
        "Les colonnes sont les bonnes, mais pas dans le bon ordre. Il faut `code`, `nom`, `population`, `densite`, `maj`.",
    ),
    (
        "column in the index",
        COMMUNES.set_index("code"),
        like,
        "Il manque la colonne `code`. `code` est dans l'index : regardez `reset_index`.",
    ),
    (
        "row twice",
        twice(COMMUNES),
        like,
        "Votre tableau a 4 lignes, il en faut 3. Des lignes sont en double : regardez `drop_duplicates`, ou la jointure qui les a créées.",
    ),
    ("rows missing", COMMUNES.iloc[:1], like, "Votre tableau a 1 ligne, il en faut 3."),
    ("no rows", COMMUNES.iloc[:0], like, "Votre tableau a 0 ligne, il en faut 3."),
    (
        "not grouped",
        pd.DataFrame({"region": ["Nord", "Nord", "Sud"], "total": [1.0, 2.0, 4.0]}),
        lambda got: expect_frame(got, REGIONS),
        "Votre tableau a 3 lignes, il en faut 2. Il faut une seule ligne par valeur de `region` : manque-t-il un `groupby` ?",
    ),
    (
        "numbers as text",
        COMMUNES.astype({"population": str}),
        like,
        "La colonne `population` contient du texte (`str`), il faut des nombres (`int64`). Regardez `pd.to_numeric`.",
    ),
    (
        "codes as numbers",
        COMMUNES.assign(code=[1004, 2004, 35238]),
        like,
        "La colonne `code` contient des nombres (`int64`), il faut du texte (`str`). Regardez l'argument `dtype` à la lecture, ou `astype(str)`.",
    ),
    (
        "numbers as objects",
        COMMUNES.astype({"population": object}),
        like,
        "La colonne `population` contient des objets de tout type (`object`), il faut des nombres (`int64`). Regardez `pd.to_numeric`.",
    ),
    (
        "dates as text",
        COMMUNES.assign(maj=["2024-01-01", "2024-01-02", "2024-01-03"]),
        like,
        "La colonne `maj` contient du texte (`str`), il faut des dates (`datetime64[us]`). Regardez `pd.to_datetime`.",
    ),
    (
        "dates with a zone",
        COMMUNES.assign(maj=COMMUNES["maj"].dt.tz_localize("UTC")),
        like,
        "La colonne `maj` contient des dates avec fuseau horaire (`datetime64[us, UTC]`), il faut des dates (`datetime64[us]`). Regardez `dt.tz_localize(None)`.",
    ),
    (
        "booleans for numbers",
        COMMUNES.assign(population=[True, True, True]),
        like,
        "La colonne `population` contient des booléens (`bool`), il faut des nombres (`int64`). Regardez `astype`.",
    ),
    (
        "two columns of the wrong type",
        COMMUNES.astype({"population": str, "densite": str}),
        like,
        "La colonne `population` contient du texte (`str`), il faut des nombres (`int64`). La colonne `densite` contient du texte (`str`), il faut des nombres (`float64`). Regardez `pd.to_numeric`.",
    ),
    (
        "categories",
        COMMUNES.astype({"nom": "category"}),
        like,
        "La colonne `nom` contient des catégories (`category`), il faut du texte (`str`). Regardez `astype(str)`.",
    ),
    (
        "smaller integers, strict",
        COMMUNES.astype({"population": "int32"}),
        lambda got: like(got, strict=True),
        "La colonne `population` contient des nombres (`int32`), il faut des nombres (`int64`). Regardez `astype`.",
    ),
    (
        "one cell",
        cell(1, "population", 73821),
        like,
        "Ligne où `code` vaut '2A004', colonne `population` : attendu 73822, obtenu 73821.",
    ),
    (
        "two cells",
        cell(1, "population", 73821).assign(nom=["A", "Ajaccio", "Rennes"]),
        like,
        "2 valeurs diffèrent.\n- ligne où `code` vaut '01004', colonne `nom` : attendu 'Ambérieu', obtenu 'A'\n- ligne où `code` vaut '2A004', colonne `population` : attendu 73822, obtenu 73821",
    ),
    (
        "every cell of a column",
        COMMUNES.assign(densite=COMMUNES["densite"] * 100),
        like,
        "3 valeurs diffèrent.\n- ligne où `code` vaut '01004', colonne `densite` : attendu 632.8, obtenu 63280.0\n- ligne où `code` vaut '2A004', colonne `densite` : attendu 899.9, obtenu 89990.0\n- ligne où `code` vaut '35238', colonne `densite` : attendu 4521.3, obtenu 452130.0\nIl y a un facteur 100 : proportion ou pourcentage ?",
    ),
    (
        "missing value",
        COMMUNES.assign(densite=[632.8, np.nan, 4521.3]),
        like,
        "Ligne où `code` vaut '2A004', colonne `densite` : attendu 899.9, obtenu NaN.",
    ),
    (
        "rows in another order",
        COMMUNES.iloc[::-1],
        like,
        "Les lignes sont les bonnes, mais pas dans le bon ordre. Regardez `sort_values`.",
    ),
    (
        "cell, in any order",
        cell(2, "nom", "RENNES").iloc[::-1],
        any_order,
        "Ligne où `code` vaut '35238', colonne `nom` : attendu 'Rennes', obtenu 'RENNES'. Seules des majuscules diffèrent.",
    ),
    (
        "another key, in any order",
        cell(2, "code", "35000").iloc[::-1],
        any_order,
        "Les valeurs de la colonne `code` ne sont pas celles attendues. Il manque : '35238'. En trop : '35000'.",
    ),
    (
        "no key, in any order",
        PAIRS.assign(y=[1.0, 2.5, 3.0]).iloc[::-1],
        lambda got: expect_frame(got, PAIRS, ignore_row_order=True),
        "Ligne 2, colonne `y` : attendu 2.0, obtenu 2.5.",
    ),
    (
        "text among numbers, types aside",
        cell(1, "population", "73822"),
        loose,
        "Ligne où `code` vaut '2A004', colonne `population` : attendu 73822, obtenu '73822'.",
    ),
    (
        "boolean as a number, types aside",
        pd.DataFrame({"x": [True]}),
        lambda got: expect_frame(got, pd.DataFrame({"x": [1]}), check_dtypes=False),
        "Ligne 1, colonne `x` : attendu 1, obtenu True.",
    ),
    (
        "index",
        COMMUNES.set_axis([5, 6, 7]),
        indexed,
        "3 valeurs diffèrent.\n- ligne 1, colonne `index` : attendu 0, obtenu 5\n- ligne 2, colonne `index` : attendu 1, obtenu 6\n- ligne 3, colonne `index` : attendu 2, obtenu 7",
    ),
    (
        "name of the index",
        COMMUNES.rename_axis("n"),
        indexed,
        "L'index ne doit pas avoir de nom, il s'appelle `n`. Regardez `set_index` et `reset_index`.",
    ),
    (
        "identifiers off by one",
        pd.DataFrame({"siret": [12345678901235]}),
        lambda got: expect_frame(got, pd.DataFrame({"siret": [12345678901234]})),
        "Ligne 1, colonne `siret` : attendu 12345678901234, obtenu 12345678901235.",
    ),
    (
        "large identifiers beside a missing one",
        pd.DataFrame({"n": pd.array([2**60 + 1, None], dtype="Int64")}),
        lambda got: expect_frame(got, pd.DataFrame({"n": pd.array([2**60, None], dtype="Int64")})),
        "Ligne 1, colonne `n` : attendu 1152921504606846976, obtenu 1152921504606846977.",
    ),
    (
        "named by the trainer",
        COMMUNES.iloc[:2],
        lambda got: like(got, what={"fr": "la table des communes", "en": "the table"}),
        "La table des communes : votre tableau a 2 lignes, il en faut 3.",
    ),
]


class Wrong(unittest.TestCase):
    def test_messages(self):
        check_table(self, WRONG)

    def test_difference_is_data(self):
        with self.assertRaises(Mismatch) as raised:
            like(crossed(cell(1, "population", 73821)))
        self.assertEqual(
            raised.exception.difference,
            {
                "kind": "frame",
                "rows": {"expected": 3, "got": 3},
                "columns": {"expected": list(COMMUNES.columns), "got": list(COMMUNES.columns)},
                "cells": [
                    {
                        "row": {"fr": "ligne où `code` vaut '2A004'", "en": "row where `code` is '2A004'"},
                        "column": "population",
                        "expected": "73822",
                        "got": "73821",
                    }
                ],
                "shown": 1,
                "total": 1,
            },
        )

    def test_difference_lists_twenty_cells_and_counts_all(self):
        table = pd.DataFrame({"x": range(100)})
        with self.assertRaises(Mismatch) as raised:
            expect_frame(crossed(table + 1), table)
        difference = raised.exception.difference
        self.assertEqual((difference["shown"], len(difference["cells"]), difference["total"]), (20, 20, 100))


RIGHT = [
    (COMMUNES, like),
    (COMMUNES.set_axis([5, 6, 7]), like),
    (COMMUNES.iloc[::-1], any_order),
    (COMMUNES.iloc[:, ::-1], lambda got: like(got, ignore_column_order=True)),
    (COMMUNES.assign(x=1), lambda got: like(got, columns=["code", "nom"])),
    (COMMUNES.astype({"population": "Int64", "densite": "Float64", "code": "string"}), like),
    (COMMUNES.astype({"population": float}), like),
    (COMMUNES.astype({"population": object}), loose),
    (COMMUNES.assign(densite=COMMUNES["densite"] * (1 + 1e-12)), like),
    (COMMUNES.assign(maj=COMMUNES["maj"].astype("datetime64[s]")), like),
    (PAIRS.iloc[[2, 1, 0]] * (1 + 1e-12), lambda got: expect_frame(got, PAIRS, ignore_row_order=True)),
    (pd.DataFrame({"x": ["a", None]}), lambda got: expect_frame(got, pd.DataFrame({"x": ["a", np.nan]}, dtype=object))),
    (
        pd.DataFrame({"x": [1.0, np.nan]}),
        lambda got: expect_frame(got, pd.DataFrame({"x": pd.array([1, None], dtype="Int64")})),
    ),
    (pd.DataFrame(), lambda got: expect_frame(got, pd.DataFrame())),
    (
        pd.DataFrame([[1, 2]], columns=["a", "a"]),
        lambda got: expect_frame(got, pd.DataFrame([[1, 2]], columns=["a", "a"])),
    ),
    (REGIONS.set_index("region"), lambda got: expect_frame(got, REGIONS.set_index("region"), check_index=True)),
]


class Right(unittest.TestCase):
    def test_pass(self):
        for number, (value, expectation) in enumerate(RIGHT):
            with self.subTest(number):
                self.assertIsNone(french(expectation, value))


if __name__ == "__main__":
    unittest.main()
