"""`expect_frame`: tables, from their structure to their cells."""

import difflib
import re
import unicodedata

import numpy as np
import pandas as pd

import spyrales_characters as characters
from spyrales.columns import conversion, items, kind_text, same_type
from spyrales.dialect import look, word
from spyrales.difference import LISTED, Cell, column_label, describe
from spyrales.problems import CheckError, mismatch
from spyrales.rows import Table, by_key, differing, key_of, paired, row_name
from spyrales.rules import Rules
from spyrales.show import names, show
from spyrales.wrong import wrong_kind, wrong_values
from spyrales_text import NOTHING, Text


def expect_frame(
    got,
    expected,
    *,
    columns=None,
    ignore_row_order=False,
    ignore_column_order=False,
    check_dtypes=True,
    check_index=False,
    rtol=None,
    atol=None,
    nan_equal=True,
    strict=False,
    what=None,
    hint=None,
):
    """Expects a table like this one: its columns, number of rows, types, then values.

    `columns` are the only ones looked at, if given. Types are compared by family (numbers, text,
    dates…), exactly if `strict`. Without `check_index` the labels of rows don't matter.
    """
    if not isinstance(expected, pd.DataFrame):
        raise CheckError(f"expect_frame needs a DataFrame to compare with, not {type(expected).__name__}")
    Comparison(got, expected, Rules(rtol, atol, nan_equal, strict), what, hint).run(
        columns, ignore_row_order, ignore_column_order, check_dtypes, check_index
    )


class Comparison:
    """One table held against another; every step raises, or leaves both more alike."""

    @property
    def sort(self):
        return look("sort")

    @property
    def distinct(self):
        name = word("distinct")
        return Text(
            f"Des lignes sont en double : regardez `{name}`, ou la jointure qui les a créées.",
            f"Some rows are there twice: look at `{name}`, or at the join that made them.",
        )

    @property
    def group(self):
        return word("group")

    @staticmethod
    def rows_sentence(came, wanted):
        return Text(
            f"votre tableau a {came} ligne{'s' if came > 1 else ''}, il en faut {wanted}.",
            f"your table has {came} row{'' if came == 1 else 's'}; it should have {wanted}.",
        )

    def __init__(self, got, expected, rules, what, hint):
        self.got = got
        self.expected = expected
        self.rules = rules
        self.what = what
        self.hint = hint

    def run(self, columns, ignore_row_order, ignore_column_order, check_dtypes, check_index):
        if not isinstance(self.got, pd.DataFrame):
            raise wrong_kind(self.what, self.got, self.expected, difference=self.difference(), hint=self.hint)
        if columns is not None:
            self.expected = self.expected[list(columns)]
        self.check_columns(ignore_column_order, only=columns is not None)
        self.check_rows()
        if check_index:
            self.check_index_names()
        got, expected = self.tables(check_index)
        if check_dtypes:
            self.check_types(got, expected)
        self.check_values(got, expected, ignore_row_order)

    def fail(self, sentence, *more):
        return mismatch(self.what, sentence, *more, difference=self.difference(), hint=self.hint)

    def difference(self, cells=(), total=0):
        frames = {"expected": self.expected, "got": self.got}
        tables = {name: frame for name, frame in frames.items() if isinstance(frame, pd.DataFrame)}
        return describe(
            "frame",
            list(cells),
            total,
            rows={name: len(tables[name]) if name in tables else None for name in frames},
            columns={name: [column_label(label) for label in frame.columns[:50]] for name, frame in tables.items()},
        )

    def check_columns(self, ignore_order, only):
        wanted, came = _labels(self.expected), _labels(self.got)
        if wanted == came:
            return
        missing, extra = _left_over(wanted, came), _left_over(came, wanted)
        if only:
            extra = []
        if missing or extra:
            raise self.fail(*_columns_sentences(missing, extra, self.got))
        if not (ignore_order or only):
            raise self.fail(
                Text(
                    "les colonnes sont les bonnes, mais pas dans le bon ordre.",
                    "the columns are the right ones, but in the wrong order.",
                ),
                Text(f"Il faut {names(wanted)}.", f"They should be {names(wanted)}."),
            )
        self.got = self.got.iloc[:, _places(wanted, came)]

    def check_rows(self):
        came, wanted = len(self.got), len(self.expected)
        if came == wanted:
            return
        raise self.fail(self.rows_sentence(came, wanted), self.guess_rows(came - wanted))

    def guess_rows(self, surplus):
        """Why there are too many rows, or too few."""
        try:
            twins = int(self.got.duplicated().sum())
        except TypeError:
            return NOTHING
        if surplus > 0 and twins and not self.expected.duplicated().any():
            return self.distinct
        key = self.expected.iloc[:, 0] if self.expected.shape[1] else None
        if surplus > 0 and key is not None and not key.duplicated().any() and self.got.iloc[:, 0].duplicated().any():
            label = column_label(self.expected.columns[0])
            return Text(
                f"Il faut une seule ligne par valeur de `{label}` : manque-t-il un `{self.group}` ?",
                f"There should be one row per value of `{label}`: is a `{self.group}` missing?",
            )
        return NOTHING

    def check_index_names(self):
        wanted, came = list(self.expected.index.names), list(self.got.index.names)
        if wanted == came:
            return
        if all(name is None for name in wanted):
            sentence = Text(
                f"l'index ne doit pas avoir de nom, il s'appelle {names(came)}.",
                f"the index should have no name, it is called {names(came)}.",
            )
        else:
            sentence = Text(
                f"l'index doit s'appeler {names(wanted)}, il s'appelle {names(came)}.",
                f"the index should be called {names(wanted)}, it is called {names(came)}.",
            )
        raise self.fail(sentence, look("index names"))

    def tables(self, with_index):
        """Both tables; with the levels of the index as their first columns if it counts."""
        pair = []
        for frame in (self.got, self.expected):
            table = Table.of(frame)
            if with_index:
                levels = [frame.index.get_level_values(place) for place in range(frame.index.nlevels)]
                table.labels = [_level_name(level, place) for place, level in enumerate(levels)] + table.labels
                table.columns = [pd.Series(level.array, dtype=level.dtype) for level in levels] + table.columns
            pair.append(table)
        return pair

    def check_types(self, got, expected):
        wrong = [
            (label, one, other)
            for label, one, other in zip(expected.labels, got.columns, expected.columns)
            if not same_type(one, other, self.rules.strict)
        ]
        if not wrong:
            return
        texts = []
        for label, one, other in wrong[:3]:
            label, came, wanted = column_label(label), kind_text(one), kind_text(other)
            texts.append(
                Text(
                    f"la colonne `{label}` contient {came.fr}, il faut {wanted.fr}.",
                    f"column `{label}` holds {came.en}; it should hold {wanted.en}.",
                )
            )
        texts = [texts[0]] + [text.capitalised() for text in texts[1:]]
        raise self.fail(*texts, conversion(wrong[0][1], wrong[0][2]))

    def check_values(self, got, expected, ignore_order):
        mask = differing(got, expected, self.rules)
        if not mask.any():
            return
        key = key_of(got, expected)
        if ignore_order:
            got = self.in_order(got, expected, key)
            mask = differing(got, expected, self.rules)
            if not mask.any():
                return
        elif self.is_permutation(got, expected):
            raise self.fail(
                Text(
                    "les lignes sont les bonnes, mais pas dans le bon ordre.",
                    "the rows are the right ones, but in the wrong order.",
                ),
                self.sort,
            )
        rows, places = np.nonzero(mask)
        # A key that differs doesn't name its row.
        named = None if key is None or mask[:, key].any() else key
        cells = [
            Cell(
                row_name(expected, named, row),
                expected.labels[place],
                items(expected.columns[place].iloc[[row]])[0],
                items(got.columns[place].iloc[[row]])[0],
            )
            for row, place in list(zip(rows.tolist(), places.tolist()))[:LISTED]
        ]
        total = len(rows)
        difference = self.difference(cells, total)
        raise wrong_values(self.what, cells, total, self.rules, difference=difference, hint=self.hint)

    def in_order(self, got, expected, key):
        """The rows of `got` in the order of those of `expected`."""
        if key is None:
            return got.take(paired(got, expected, self.rules))
        pairs, extra = by_key(got, expected, key)
        missing = np.flatnonzero(pairs < 0)
        if not len(missing):
            return got.take(pairs)
        label = column_label(expected.labels[key])
        absent, foreign = (
            ", ".join(show(items(table.columns[key].iloc[[row]])[0]) for row in rows[:3])
            + (", …" if len(rows) > 3 else "")
            for table, rows in ((expected, missing), (got, extra))
        )
        raise self.fail(
            Text(
                f"les valeurs de la colonne `{label}` ne sont pas celles attendues.",
                f"the values of column `{label}` aren't those expected.",
            ),
            Text(f"Il manque : {absent}. En trop : {foreign}.", f"Missing: {absent}. Not expected: {foreign}."),
        )

    def is_permutation(self, got, expected):
        return not differing(got.take(paired(got, expected, self.rules)), expected, self.rules).any()


def _labels(frame):
    """The labels of columns; accents composed or not are one name."""
    return [unicodedata.normalize("NFC", label) if isinstance(label, str) else label for label in frame.columns]


def _level_name(level, place):
    return level.name if level.name is not None else f"index {place}" if place else "index"


def _left_over(labels, others):
    """The labels that aren't among the others, each as often as it is missing there."""
    others = list(others)
    left = []
    for label in labels:
        if label in others:
            others.remove(label)
        else:
            left.append(label)
    return left


def _places(wanted, came):
    """For each wanted label the place where it came, the first left for labels that repeat."""
    free = list(range(len(came)))
    places = []
    for label in wanted:
        place = next(place for place in free if came[place] == label)
        free.remove(place)
        places.append(place)
    return places


def _columns_sentences(missing, extra, got):
    texts = []
    if missing:
        several = len(missing) > 1
        texts.append(
            Text(
                f"il manque {'les colonnes' if several else 'la colonne'} {names(missing)}.",
                f"column{'s' if several else ''} {names(missing)} {'are' if several else 'is'} missing.",
            )
        )
    if extra:
        several = len(extra) > 1
        text = Text(
            f"{'les colonnes' if several else 'la colonne'} {names(extra)} {'sont' if several else 'est'} en trop.",
            f"column{'s' if several else ''} {names(extra)} {'are' if several else 'is'} not expected.",
        )
        texts.append(text.capitalised() if texts else text)
    indexed = [label for label in missing if label in got.index.names]
    if indexed:
        label, name = column_label(indexed[0]), word("reset index")
        texts.append(
            Text(
                f"`{label}` est dans l'index : regardez `{name}`.",
                f"`{label}` is in the index: look at `{name}`.",
            )
        )
    elif missing and extra:
        texts.append(_separator(missing, extra) or _spelling(missing, extra))
    return texts


def _separator(missing, extra):
    """That all columns came as one; None if they didn't."""
    marks = re.findall(r"[;,\t|]", extra[0]) if len(extra) == 1 and isinstance(extra[0], str) else []
    if len(missing) < 2 or not marks or any(str(label) not in extra[0] for label in missing):
        return None
    mark = "\\t" if marks[0] == "\t" else marks[0]
    about = word("separator").format(mark)
    return Text(
        f"Toutes les colonnes sont en une : précisez le séparateur à la lecture, `{about}`.",
        f"All columns are in one: give the separator when reading, `{about}`.",
    )


def _spelling(missing, extra):
    wanted = {_folded(label): label for label in missing if isinstance(label, str)}
    for label in extra:
        close = difflib.get_close_matches(_folded(label), wanted, 1, 0.75) if isinstance(label, str) else []
        if not close:
            continue
        own, name = wanted[close[0]], characters.visible(label)
        if "\ufeff" in label:
            about = word("bom")
            return Text(
                f"`{name}` commence par une marque invisible (BOM, U+FEFF), celle du début du fichier : lisez-le avec `{about}`.",
                f"`{name}` begins with an invisible mark (BOM, U+FEFF), that of the start of the file: read it with `{about}`.",
            )
        if label.strip() == own.strip():
            shown = show(label)
            return Text(
                f"Le nom {shown} porte des espaces de trop : regardez `strip`.",
                f"The name {shown} has spaces too many: look at `strip`.",
            )
        if name != label:
            odd = characters.name(next(mark for mark in label if mark not in own))
            return Text(
                f"`{name}` contient un caractère qui ne se voit pas ou ressemble à un autre, {odd.fr}, et n'est pas `{own}`.",
                f"`{name}` holds a character that can't be seen or looks like another, {odd.en}, and isn't `{own}`.",
            )
        return Text(f"`{name}` est-il mis pour `{own}` ?", f"Is `{name}` meant to be `{own}`?")
    return NOTHING


def _folded(label):
    return characters.plain(label).casefold()
