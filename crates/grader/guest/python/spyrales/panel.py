"""One plot of a described figure, held against what is expected of it."""

import unicodedata

import numpy as np

from spyrales.bars import bar_lengths
from spyrales.difference import Cell, describe
from spyrales.drawing import where_to_look
from spyrales.problems import CheckError, mismatch
from spyrales.rules import close, same_scalar
from spyrales.show import show
from spyrales.wrong import wrong_values
from spyrales_text import Text, same

_KINDS = {
    "bars": Text("un diagramme en barres", "a bar chart"),
    "hist": Text("un histogramme", "a histogram"),
    "line": Text("une courbe", "a line"),
    "points": Text("un nuage de points", "a scatter plot"),
    "pie": Text("un diagramme circulaire", "a pie chart"),
    "boxes": Text("des boîtes à moustaches", "box plots"),
    "image": Text("une image", "an image"),
    "mesh": Text("une grille colorée", "a coloured grid"),
    "area": Text("une surface", "an area"),
    "segments": Text("des segments", "segments"),
    "empty": Text("aucune donnée", "no data"),
}
# What a number of an artist is, where one differs.
_WORDS = {
    "x": Text("abscisse", "x value"),
    "y": Text("ordonnée", "y value"),
    "lengths": Text("effectif", "count"),
    "edges": Text("borne", "edge"),
    "shares": Text("part", "share"),
}


class Panel:
    """One plot of a figure, held against what is expected of it."""

    def __init__(self, panel, figure, rules, what, hint):
        self.panel = panel
        self.figure = figure
        self.rules = rules
        self.what = what
        self.hint = hint

    def fail(self, sentence, *more):
        return mismatch(self.what, sentence, *more, difference=describe("figure", [], 0), hint=self.hint)

    def check_kind(self, kinds):
        unknown = [kind for kind in kinds if kind not in _KINDS]
        if unknown:
            raise CheckError(f"expect_figure knows no kind {unknown[0]!r}: it knows {', '.join(_KINDS)}")
        came = self.panel["kind"]
        # Bars as wide as their step touch one another, and are still bars where they stand for names.
        if came == "hist" and "category" in (self.panel["x"]["holds"], self.panel["y"]["holds"]):
            came = "bars"
        if came in kinds:
            return
        wanted = _KINDS[kinds[0]]
        shown = _KINDS.get(came, Text(f"`{came}`", f"`{came}`"))
        raise self.fail(
            Text(f"attendu {wanted.fr}, obtenu {shown.fr}.", f"expected {wanted.en}, got {shown.en}."),
            self.advice(kinds[0]),
        )

    def advice(self, about):
        return where_to_look(self.figure.get("library"), about)

    def check_text(self, place, wanted, name):
        if wanted is None or wanted is False:
            return
        if place == "title":
            # The title of one of several plots may be no more than what sets it apart from the others.
            texts = [self.panel["title"], self.figure["title"]]
        else:
            texts = [self.panel[place]["label"]]
        texts = [text for text in texts if text]
        if not texts:
            raise self.fail(Text(f"{name.fr} manque.", f"{name.en} is missing."), self.advice(place))
        came = texts[0]
        if isinstance(wanted, str) and not any(_folded(wanted) in _folded(text) for text in texts):
            raise self.fail(
                Text(
                    f"{name.fr} doit contenir « {wanted} », il vaut « {came} ».",
                    f"{name.en} must contain “{wanted}”, it is “{came}”.",
                )
            )

    def check_legend(self, wanted):
        if wanted is None or wanted is False:
            return
        legend = self.panel["legend"]
        if not legend:
            raise self.fail(Text("la légende manque.", "the legend is missing."), self.advice("legend"))
        if wanted is True:
            return
        missing = [label for label in wanted if _folded(label) not in map(_folded, legend["labels"])]
        if missing:
            shown = ", ".join(f"« {label} »" for label in missing)
            raise self.fail(Text(f"il manque dans la légende : {shown}.", f"missing in the legend: {shown}."))

    def check_scale(self, axis, wanted):
        if wanted is None or self.panel[axis]["scale"] == wanted:
            return
        raise self.fail(
            Text(
                f"l'échelle de l'axe {axis} doit être `{wanted}`, elle est `{self.panel[axis]['scale']}`.",
                f"the scale of axis {axis} must be `{wanted}`, it is `{self.panel[axis]['scale']}`.",
            ),
            self.advice(f"{axis}scale"),
        )

    def check_zero(self):
        horizontal = any(artist.get("horizontal") for artist in self.panel["artists"])
        axis = "x" if horizontal else "y"
        low, high = sorted(self.panel[axis]["limits"])
        if low <= 0 <= high:
            return
        raise self.fail(
            Text(
                f"l'axe {axis} doit partir de zéro, il part de {show(low)}.",
                f"axis {axis} must start at zero, it starts at {show(low)}.",
            ),
            self.advice(f"{axis}limits"),
        )

    def check_bars(self, wanted, ordered):
        came = bar_lengths(self.panel)
        labels = [str(label) for label in wanted]
        missing = [label for label in labels if label not in came]
        extra = [label for label in came if label not in labels]
        if missing or extra:
            some = ", ".join(f"« {label} »" for label in (missing or extra)[:3])
            if missing:
                raise self.fail(Text(f"il manque la barre de {some}.", f"there is no bar for {some}."))
            raise self.fail(Text(f"la barre de {some} est en trop.", f"the bar for {some} isn't expected."))
        cells = [
            Cell(Text(f"barre « {label} »", f"bar “{label}”"), None, float(length), came[label])
            for label, length in zip(labels, wanted.values())
            if not close(came[label], float(length), self.rules)
        ]
        self.check_cells(cells)
        if ordered and list(came) != labels:
            raise self.fail(
                Text("les barres ne sont pas dans le bon ordre.", "the bars are in the wrong order."),
                Text("Triez les données avant de les tracer.", "Sort the data before plotting."),
            )

    def check_numbers(self, types, wanted):
        """Expects some artist of these types to hold these numbers, in order."""
        wanted = {name: np.asarray(numbers, dtype=float) for name, numbers in wanted.items() if numbers is not None}
        artists = [artist for artist in self.panel["artists"] if artist["type"] in types]
        if not artists:
            raise self.fail(Text("les données attendues ne sont pas tracées.", "the expected data isn't plotted."))
        found = [self.compare(artist, wanted) for artist in artists]
        # Points drawn one by one, or a few at a time, are one cloud.
        together = _together(artists)
        found += [self.compare(artist, wanted) for artist in together]
        if any(cells == [] for cells in found):
            return
        measured = [cells for cells in found if cells is not None]
        if measured:
            self.check_cells(min(measured, key=len))
        name, numbers = next(iter(wanted.items()))
        came = len(_numbers((together or artists)[0], name))
        raise self.fail(
            Text(
                f"il faut {len(numbers)} valeurs tracées, il y en a {came}.",
                f"{len(numbers)} plotted values expected, got {came}.",
            )
        )

    def compare(self, artist, wanted):
        """The cells where an artist differs; None if it holds another number of values."""
        cells = []
        for name, numbers in wanted.items():
            came = _numbers(artist, name)
            if came.shape != numbers.shape:
                return None
            for place, (one, other) in enumerate(zip(came.tolist(), numbers.tolist())):
                if not same_scalar(one, other, self.rules):
                    cells.append(Cell(_WORDS[name] + same(f" {place + 1}"), None, other, one))
        return cells

    def check_cells(self, cells):
        if cells:
            difference = describe("figure", cells, len(cells))
            raise wrong_values(self.what, cells, len(cells), self.rules, difference=difference, hint=self.hint)


def _together(artists):
    """The points of several artists as one, in the order in which they were drawn; nothing where there is one only."""
    points = [artist for artist in artists if artist["type"] == "points"]
    if len(points) < 2:
        return []
    joined = {name: np.concatenate([_numbers(artist, name).ravel() for artist in points]) for name in ("x", "y")}
    return [{"type": "points", **joined}]


def _numbers(artist, name):
    if name == "edges":
        return np.append(artist["low"], artist["high"][-1:])
    return np.asarray(artist[name], dtype=float)


def _folded(text):
    text = unicodedata.normalize("NFKD", text).casefold()
    return " ".join("".join(mark for mark in text if not unicodedata.combining(mark)).split())
