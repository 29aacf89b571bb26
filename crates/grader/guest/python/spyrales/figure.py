"""`expect_figure`: what a figure shows, read from its description and never from its pixels."""

from spyrales.kinds import noun
from spyrales.panel import Panel
from spyrales.problems import mismatch
from spyrales.rules import Rules
from spyrales_text import Text


def expect_figure(
    figure,
    *,
    kind=None,
    title=None,
    x_label=None,
    y_label=None,
    legend=None,
    x_scale=None,
    y_scale=None,
    from_zero=False,
    bars=None,
    ordered=False,
    x=None,
    y=None,
    counts=None,
    edges=None,
    shares=None,
    axes=0,
    rtol=None,
    atol=None,
    what=None,
    hint=None,
):
    """Expects a figure with these features; what isn't given isn't looked at.

    `kind` is one of `bars`, `hist`, `line`, `points`, `pie`, `boxes`, `image`, `mesh`, `area`, or several.
    `title`, `x_label`, `y_label`: True for any text, or words that it must contain (case and accents
    aside). `legend`: True, or its labels. `from_zero`: the axis of the bars starts at zero. `bars`: a
    map label → length (their order counts if `ordered`). `x`, `y`: the points of one line or scatter.
    `counts`, `edges`: of a histogram. `shares`: of a pie, from 0 to 1. `axes`: which part of the figure.
    """
    description = getattr(figure, "description", None)
    if not isinstance(description, dict):
        if figure is None:
            sentence = Text("il n'y en a aucune.", "there is none.")
            raise mismatch(
                _named(what),
                sentence,
                Text("Dessinez-la, et ne la fermez pas.", "Draw it, and don't close it."),
                hint=hint,
            )
        came = noun(figure)
        raise mismatch(
            _named(what),
            Text(f"attendu une figure, obtenu {came.fr}.", f"expected a figure, got {came.en}."),
            hint=hint,
        )
    panels = [panel for panel in description["axes"] if panel["kind"] != "colorbar"]
    if axes >= len(panels):
        raise mismatch(
            _named(what),
            Text(
                f"nombre de graphiques : attendu au moins {axes + 1}, obtenu {len(panels)}.",
                f"number of plots: expected at least {axes + 1}, got {len(panels)}.",
            ),
            hint=hint,
        )
    drawn = Panel(panels[axes], description, Rules(rtol, atol), _named(what), hint)
    if kind is not None:
        drawn.check_kind((kind,) if isinstance(kind, str) else tuple(kind))
    drawn.check_text("title", title, Text("le titre", "the title"))
    drawn.check_text("x", x_label, Text("le nom de l'axe des abscisses", "the label of the x axis"))
    drawn.check_text("y", y_label, Text("le nom de l'axe des ordonnées", "the label of the y axis"))
    drawn.check_legend(legend)
    drawn.check_scale("x", x_scale)
    drawn.check_scale("y", y_scale)
    if from_zero:
        drawn.check_zero()
    if bars is not None:
        drawn.check_bars(bars, ordered)
    if x is not None or y is not None:
        drawn.check_numbers(("line", "points"), {"x": x, "y": y})
    if counts is not None or edges is not None:
        drawn.check_numbers(("hist", "bars"), {"lengths": counts, "edges": edges})
    if shares is not None:
        drawn.check_numbers(("pie",), {"shares": shares})


def _named(what):
    return Text("la figure", "the figure") if what is None else what
