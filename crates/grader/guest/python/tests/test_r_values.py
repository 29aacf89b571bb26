"""Values that R sends, in a `check.py`: a named number is a number, and messages speak of R."""

import unittest

import host  # noqa: F401
import numpy as np
import pandas as pd
from spyrales import Mismatch, dialect, expect_close, expect_equal, expect_frame
from spyrales.show import show


class FromR(unittest.TestCase):
    def setUp(self):
        dialect.speak("r")
        self.addCleanup(dialect.speak, "python")

    def french(self, expectation, *arguments, **options):
        with self.assertRaises(Mismatch) as caught:
            expectation(*arguments, **options)
        french, english = caught.exception.text
        for word in (
            "pandas",
            "`dict`",
            "`list(",
            "`float`",
            "`str`",
            "int(",
            "datetime",
            "DataFrame",
            "astype",
            "sort_values",
        ):
            self.assertNotIn(word, french + english)
        return french

    def test_a_named_number_is_the_number(self):
        median = pd.Series([2.0], index=["50%"])
        expect_close(median, 2)
        expect_equal(median, 2.0)
        expect_close({"m": median}, {"m": 2.0})
        self.assertIn("attendu 3, obtenu 2", self.french(expect_close, median, 3.0))
        self.french(expect_close, pd.Series([1.0, 2.0]), 2.0)

    def test_a_named_vector_is_a_named_list_and_a_vector(self):
        means = pd.Series([1.5, 3.0], index=["a", "b"])
        expect_close(means, {"a": 1.5, "b": 3.0})
        expect_close(means, [1.5, 3.0])
        self.assertIn("les clés ne sont pas", self.french(expect_close, means, {"a": 1.5, "c": 3.0}))

    def test_messages_speak_of_r(self):
        table = pd.DataFrame({"a": [1, 2], "b": ["x", "y"]})
        for got, expected, word in (
            (pd.Series([1.0, 2.0], index=["a", "b"]), table, "data.frame"),
            (None, 3, "NULL"),
            ("3", 3, "as.numeric"),
            ((1, 2), "a", "character"),
            (table, [1, 2], "data.frame"),
            (np.array([1.0]), {"a": 1}, "liste nommée"),
            (pd.Timestamp("2024-01-01 12:00", tz="UTC"), __import__("datetime").date(2024, 1, 1), "POSIXct"),
        ):
            with self.subTest(word):
                expectation = expect_frame if isinstance(expected, pd.DataFrame) else expect_equal
                self.assertIn(word, self.french(expectation, got, expected))
        self.assertIn("as.numeric", self.french(expect_frame, table.astype({"a": str}), table))
        self.assertIn("order", self.french(expect_frame, table[::-1], table))

    def test_values_are_written_as_r_writes_them(self):
        for value, text in (
            (True, "TRUE"),
            (None, "NULL"),
            (2.0, "2"),
            (float("inf"), "Inf"),
            ("l'été", '"l\'été"'),
            ([1.0, 2.5], "c(1, 2.5)"),
            (np.arange(9), "c(0, 1, 2, 3, 4, 5, …)"),
            ({"a": 1, "b": [True]}, "list(a = 1, b = c(TRUE))"),
            ([[1], 2], "list(c(1), 2)"),
            (pd.NA, "NA"),
        ):
            self.assertEqual(show(value), text)

    def test_python_is_left_as_it_is(self):
        dialect.speak("python")
        with self.assertRaises(Mismatch) as caught:
            expect_close(pd.Series([2.0]), 2.0)
        self.assertIn("pandas", caught.exception.text.fr)


if __name__ == "__main__":
    unittest.main()
