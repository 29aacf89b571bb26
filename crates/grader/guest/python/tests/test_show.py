"""Two values that differ are never shown alike."""

import datetime
import decimal
import unittest

import host  # noqa: F401
import pandas as pd
from spyrales.show import show_both

DAY = datetime.date(2024, 7, 14)
NOON = datetime.datetime(2024, 7, 14)
PAIRS = (
    (DAY, NOON),
    (NOON, pd.Timestamp(NOON)),
    (NOON, NOON.replace(tzinfo=datetime.timezone.utc)),
    (pd.Timestamp("2024-07-14 12:00:00"), pd.Timestamp("2024-07-14 12:00:00.000000001")),
    (1.0, 1.0 + 2**-50),
    (0.0, -0.0),
    (2**53 + 1, 2.0**53),
    (1, 1.0),
    (1, True),
    (1, "1"),
    (decimal.Decimal("1.0"), decimal.Decimal("1.00")),
    ("Besançon", "Besanc\u0327on"),
    ("Besanc\u0327on", "Besançon"),
    ("a b", "a\u00a0b"),
    ("a\u202fb", "a\u00a0b"),
    ("a", "a\u200b"),
    ("a", "\u0430"),
    ("l'eau", "l\u2019eau"),
    ("a", "a "),
    ("x" * 100 + "a" + "y" * 100, "x" * 100 + "b" + "y" * 100),
    (list(range(100)), [*range(99), 0]),
    ([1, 2], (1, 2)),
    ({"a": [[[[1]]]]}, {"a": [[[[2]]]]}),
    (b"a", "a"),
    ("a\nb", "a\\nb"),
)


class Alike(unittest.TestCase):
    def test_two_values_that_differ_are_never_shown_alike(self):
        for expected, got in PAIRS:
            for pair in ((expected, got), (got, expected)):
                with self.subTest(pair=pair):
                    shown = show_both(*pair)
                    self.assertNotEqual(*shown)
                    for text in shown:
                        self.assertLessEqual(len(text), 100)
                        self.assertNotRegex(text, "[\u00a0\u202f\u200b\u0430\u0327]", shown)


if __name__ == "__main__":
    unittest.main()
