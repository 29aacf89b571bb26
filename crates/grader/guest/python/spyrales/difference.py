"""The first differences between two values, as plain data that a page can lay out in a table."""

from typing import NamedTuple

import spyrales_characters as characters
from spyrales.show import show, show_both
from spyrales_text import NOTHING, Text, join, same, titled

SHOWN = 3  # in the message
LISTED = 20  # in the data


class Cell(NamedTuple):
    """One place where what came differs from what was expected; `column` is None outside a table."""

    place: Text
    column: object
    expected: object
    got: object

    @property
    def where(self):
        """`ligne 3, colonne `x``, or nothing for a value that has no inside."""
        if self.column is None:
            return self.place
        name = column_label(self.column)
        return join((self.place, Text(f"colonne `{name}`", f"column `{name}`")), ", ")

    @property
    def statement(self):
        """`attendu 1, obtenu 2`."""
        expected, got = show_both(self.expected, self.got)
        return Text(f"attendu {expected}, obtenu {got}", f"expected {expected}, got {got}")

    def as_map(self):
        expected, got = show_both(self.expected, self.got)
        column = None if self.column is None else column_label(self.column)
        return {"row": self.place.as_map(), "column": column, "expected": expected, "got": got}


def column_label(label):
    return characters.visible(label) if isinstance(label, str) else show(label)


def listing(cells):
    """At most three cells in words, each on a line of its own."""
    text = NOTHING
    for cell in cells[:SHOWN]:
        text += same("\n- ") + titled(cell.where, cell.statement)
    return text


def describe(kind, cells, total, **shape):
    """The map of a difference: its kind, shapes, and the first cells; `total` counts them all."""
    cells = [cell.as_map() for cell in cells[:LISTED]]
    return {"kind": kind, **shape, "cells": cells, "shown": len(cells), "total": total}
