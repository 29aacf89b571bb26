"""The mismatches that all helpers share: a value of the wrong kind, and wrong values in the right structure."""

from spyrales.difference import listing
from spyrales.guess import guess
from spyrales.kinds import advice, unlike
from spyrales.problems import mismatch
from spyrales_text import Text, same


def wrong_kind(what, got, expected, *, difference=None, hint=None):
    """`attendu une série, obtenu une liste`, and what turns the one into the other."""
    wanted, came = unlike(expected, got)
    sentence = Text(f"attendu {wanted.fr}, obtenu {came.fr}.", f"expected {wanted.en}, got {came.en}.")
    return mismatch(what, sentence, advice(got, expected), difference=difference, hint=hint)


def wrong_values(what, cells, total, rules, *, difference=None, hint=None):
    """The one cell that differs, or how many do and the first three; `total` counts those not in `cells` too."""
    guessed = guess(cells, rules)
    if total == 1:
        sentence = cells[0].statement + same(".")
        return mismatch(what, sentence, guessed, place=cells[0].where, difference=difference, hint=hint)
    sentence = Text(f"{total} valeurs diffèrent.", f"{total} values differ.") + listing(cells)
    return mismatch(what, sentence, guessed, difference=difference, hint=hint)
