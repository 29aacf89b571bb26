"""What `expect_figure` says of matplotlib's figures, and what it lets pass."""

import unittest

import host  # noqa: F401 (sets the backend of matplotlib)
import numpy as np
from matplotlib.figure import Figure
from table import check_table, french

from spyrales import CheckError, expect_figure

CREDITS = {"Nord": 12.0, "Sud": 7.5, "Est": 3.0}


def drawing():
    figure = Figure()
    return figure, figure.subplots()


def bars(data=CREDITS, horizontal=False, **settings):
    figure, axes = drawing()
    (axes.barh if horizontal else axes.bar)(list(data), list(data.values()))
    axes.set(**settings)
    return figure


def line(x, y, label=None):
    figure, axes = drawing()
    axes.plot(x, y, label=label)
    if label:
        axes.legend()
    return figure


def scatter():
    figure, axes = drawing()
    axes.scatter([1, 2, 3], [4, 5, 6])
    return figure


def histogram(bins=(0, 1, 2, 3)):
    figure, axes = drawing()
    axes.hist([0.5, 0.6, 1.5, 2.5], bins=bins)
    return figure


def pie():
    figure, axes = drawing()
    axes.pie([1, 3], labels=["a", "b"])
    return figure


def like(**options):
    return lambda got: expect_figure(got, **options)


WRONG = [
    (
        "no figure",
        None,
        like(kind="bars"),
        "La figure : il n'y en a aucune. Dessinez-la, et ne la fermez pas.",
    ),
    ("not a figure", 3, like(kind="bars"), "La figure : attendu une figure, obtenu un nombre entier (`int`)."),
    ("empty", Figure(), like(kind="bars"), "La figure : nombre de graphiques : attendu au moins 1, obtenu 0."),
    (
        "empty axes",
        drawing()[0],
        like(kind="line"),
        "La figure : attendu une courbe, obtenu aucune donnée. Regardez `plot`.",
    ),
    (
        "line for bars",
        line([1, 2], [3, 4]),
        like(kind="bars"),
        "La figure : attendu un diagramme en barres, obtenu une courbe. Regardez `bar` ou `barh`.",
    ),
    (
        "bars for a histogram",
        bars(),
        like(kind="hist"),
        "La figure : attendu un histogramme, obtenu un diagramme en barres. Regardez `hist`.",
    ),
    ("no title", bars(), like(title=True), "La figure : le titre manque. Regardez `set_title`."),
    (
        "another title",
        bars(title="Dépenses"),
        like(title="crédits"),
        "La figure : le titre doit contenir « crédits », il vaut « Dépenses ».",
    ),
    (
        "no label",
        bars(xlabel="Région"),
        like(x_label=True, y_label=True),
        "La figure : le nom de l'axe des ordonnées manque. Regardez `set_ylabel`.",
    ),
    (
        "no unit",
        bars(ylabel="Montant"),
        like(y_label="euros"),
        "La figure : le nom de l'axe des ordonnées doit contenir « euros », il vaut « Montant ».",
    ),
    ("no legend", line([1, 2], [3, 4]), like(legend=True), "La figure : la légende manque. Regardez `legend`."),
    (
        "another legend",
        line([1, 2], [3, 4], "2023"),
        like(legend=["2023", "2024"]),
        "La figure : il manque dans la légende : « 2024 ».",
    ),
    (
        "scale",
        line([1, 2], [3, 4]),
        like(y_scale="log"),
        "La figure : l'échelle de l'axe y doit être `log`, elle est `linear`. Regardez `set_yscale`.",
    ),
    (
        "cut axis",
        bars(ylim=(2, 13)),
        like(from_zero=True),
        "La figure : l'axe y doit partir de zéro, il part de 2.0. Regardez `set_ylim`.",
    ),
    ("missing bar", bars({"Nord": 12.0, "Sud": 7.5}), like(bars=CREDITS), "La figure : il manque la barre de « Est »."),
    (
        "bar too many",
        bars({**CREDITS, "Ouest": 1.0}),
        like(bars=CREDITS),
        "La figure : la barre de « Ouest » est en trop.",
    ),
    (
        "length of a bar",
        bars({**CREDITS, "Sud": 8.0}),
        like(bars=CREDITS),
        "La figure, barre « Sud » : attendu 7.5, obtenu 8.0.",
    ),
    (
        "order of bars",
        bars(dict(reversed(CREDITS.items()))),
        like(bars=CREDITS, ordered=True),
        "La figure : les barres ne sont pas dans le bon ordre. Triez les données avant de les tracer.",
    ),
    (
        "points of a line",
        line([1, 2, 3], [4, 5, 7]),
        like(y=[4, 5, 6]),
        "La figure, ordonnée 3 : attendu 6.0, obtenu 7.0.",
    ),
    (
        "number of points",
        line([1, 2], [4, 5]),
        like(x=[1, 2, 3], y=[4, 5, 6]),
        "La figure : il faut 3 valeurs tracées, il y en a 2.",
    ),
    ("nothing plotted", pie(), like(x=[1, 2, 3]), "La figure : les données attendues ne sont pas tracées."),
    ("bins", histogram((0, 1, 3)), like(counts=[2, 1, 1]), "La figure : il faut 3 valeurs tracées, il y en a 2."),
    ("counts", histogram(), like(counts=[2, 2, 1]), "La figure, effectif 2 : attendu 2.0, obtenu 1.0."),
    (
        "shares",
        pie(),
        like(shares=[0.5, 0.5]),
        "La figure : 2 valeurs diffèrent.\n- part 1 : attendu 0.5, obtenu 0.25\n- part 2 : attendu 0.5, obtenu 0.75",
    ),
]


RIGHT = [
    (bars(), like(kind="bars", bars=CREDITS, ordered=True, from_zero=True)),
    (bars(dict(reversed(CREDITS.items())), horizontal=True), like(bars=CREDITS, ordered=True, from_zero=True)),
    (bars(dict(reversed(CREDITS.items()))), like(bars=CREDITS)),
    (bars(title="Les CRÉDITS de 2024"), like(title="credits")),
    (line([1, 2], [3, 4], "Été"), like(kind=("line", "points"), legend=["ete"], x=[1, 2], y=[3, 4])),
    (scatter(), like(kind="points", x=[1, 2, 3], y=[4, 5, 6])),
    (histogram(), like(kind="hist", counts=[2, 1, 1], edges=[0, 1, 2, 3])),
    (pie(), like(kind="pie", shares=[0.25, 0.75])),
    (line([1, 2], [3, np.nan]), like(y=[3, np.nan])),
]


class Figures(unittest.TestCase):
    def test_messages(self):
        check_table(self, WRONG)

    def test_pass(self):
        for number, (value, expectation) in enumerate(RIGHT):
            with self.subTest(number):
                self.assertIsNone(french(expectation, value))

    def test_an_unknown_kind_is_the_trainers_mistake(self):
        with self.assertRaises(CheckError):
            french(like(kind="barres"), bars())


if __name__ == "__main__":
    unittest.main()
