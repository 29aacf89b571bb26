"""How near is near: what `rtol`, `atol`, and neither, let pass; and that long lists cost little and come to the same."""

import unittest

import host  # noqa: F401
import numpy as np
import pandas as pd
from spyrales import Mismatch, expect_array, expect_close, expect_equal, expect_frame, expect_series
from spyrales.alike import LONG

# Expected, got, options, whether it passes.
TABLE = (
    (3e-14, 5e-13, {}, False),
    (2e-13, 0.0, {}, False),
    (3e-14, 3e-14 * (1 + 1e-10), {}, True),
    (0.0, 1e-13, {}, True),
    (0.0, 1e-11, {}, False),
    (3e-17, -2e-17, {}, True),
    (1e300, 1e300 * (1 + 1e-12), {}, True),
    (3e-14, 5e-13, {"rtol": 1e-3}, False),
    (0.0, 1e-15, {"rtol": 1e-3}, False),
    (3e-14, 3.001e-14, {"rtol": 1e-3}, True),
    (3e-14, 5e-13, {"atol": 1e-12}, True),
    (1.0, 1.0 + 1e-10, {"atol": 1e-12}, True),
    (0.0, 1e-6, {"rtol": 1e-3, "atol": 1e-5}, True),
    (100, 101, {"rtol": 0.02}, True),
    (100, 101, {"atol": 1}, True),
    (100, 100.0000001, {}, True),
    (100, 101, {}, False),
)


def passes(expectation, *arguments, **options):
    try:
        expectation(*arguments, **options)
    except Mismatch:
        return False
    return True


class Tolerance(unittest.TestCase):
    def test_a_number_and_a_column_are_held_to_one_rule(self):
        for expected, got, options, right in TABLE:
            with self.subTest(expected=expected, got=got, **options):
                self.assertEqual(passes(expect_close, got, expected, **options), right)
                self.assertEqual(passes(expect_close, [got] * 30, [expected] * 30, **options), right)
                self.assertEqual(passes(expect_close, {"a": [got]}, {"a": [expected]}, **options), right)
                frames = pd.DataFrame({"p": [got]}), pd.DataFrame({"p": [expected]})
                self.assertEqual(passes(expect_frame, *frames, **options), right)
                self.assertEqual(passes(expect_series, frames[0]["p"], frames[1]["p"], **options), right)
                self.assertEqual(passes(expect_array, np.array([got]), np.array([expected]), **options), right)


class LongLists(unittest.TestCase):
    # An item expected, the item that came in the midst of many right ones, and whether that passes.
    ITEMS = (
        (1, 1, True),
        (1, True, False),
        (1, 1.0, True),
        (1, 2, False),
        (2**60 + 1, 2.0**60, False),
        (1.5, 1.5 + 1e-16, True),
        (1.5, 1.6, False),
        (0.0, -0.0, True),
        (float("nan"), float("nan"), True),
        (float("nan"), 1.0, False),
        (float("inf"), float("inf"), True),
        (float("inf"), float("-inf"), False),
        ("a", "a", True),
        ("a", "b", False),
        (None, None, True),
        (None, float("nan"), False),
        ((1, "a"), (1, "a"), True),
        ((1, "a"), [1, "a"], True),
        ((1, "a"), (True, "a"), False),
        ((1.5, 2.5), (1.5, 2.5 + 1e-15), True),
        ({"a": 1}, {"a": 1}, True),
    )

    def test_one_item_among_many_is_judged_as_by_itself(self):
        for expected, got, right in self.ITEMS:
            for length in (3, 3 * LONG):
                with self.subTest(expected=expected, got=got, length=length):
                    ours, theirs = [expected] * length, [expected] * length
                    ours[length // 2] = got
                    self.assertEqual(passes(expect_close, ours, theirs), right)
                    self.assertEqual(passes(expect_close, tuple(ours), theirs), right)

    def test_the_place_of_a_wrong_item_is_told(self):
        for items in (
            list(range(5000)),
            [number / 7 for number in range(5000)],
            [str(number) for number in range(5000)],
        ):
            ours = list(items)
            ours[4321] = ours[4320]
            with self.assertRaises(Mismatch) as caught:
                expect_equal(ours, items)
            self.assertIn("élément 4322 (indice 4321)", caught.exception.text.fr.lower())

    def test_strictness_holds_for_many(self):
        self.assertFalse(passes(expect_equal, [1.0] * 50, [1] * 50, strict=True))
        self.assertFalse(passes(expect_equal, [(1,)] * 50, [[1]] * 50, strict=True))
        self.assertFalse(passes(expect_close, [float("nan")] * 50, [float("nan")] * 50, nan_equal=False))


if __name__ == "__main__":
    unittest.main()
