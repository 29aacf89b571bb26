"""Round trips of every kind of value through `spyrales_values`; runs natively and inside the guest."""

import os
import pathlib
import sys
import unittest

sys.path[:0] = [str(pathlib.Path(__file__).parent.parent), str(pathlib.Path(__file__).parent)]

import numpy as np
import pandas as pd
from scipy import sparse
from value_table import NAN, SAME, SIMPLER

import spyrales_values
from spyrales_values import DecodeError, Handle, NotPlain, TooLarge, decode, encode


def assert_same(case, left, right):
    """Equal in type and value, deeply; NaN equals NaN and 0.0 isn't -0.0."""
    case.assertIs(type(left), type(right))
    if isinstance(left, np.ndarray):
        case.assertEqual((left.dtype, left.shape), (right.dtype, right.shape))
        case.assertEqual(left.flags.f_contiguous, right.flags.f_contiguous)
        case.assertTrue(left.flags.writeable)
        assert_same(case, left.ravel().tolist(), right.ravel().tolist())
    elif isinstance(left, pd.DataFrame):
        pd.testing.assert_frame_equal(left, right, check_exact=True, check_freq=False)
    elif isinstance(left, pd.Series):
        pd.testing.assert_series_equal(left, right, check_exact=True, check_freq=False)
    elif isinstance(left, pd.Index):
        pd.testing.assert_index_equal(left, right, exact=True)
    elif isinstance(left, pd.api.extensions.ExtensionArray):
        pd.testing.assert_extension_array_equal(left, right, check_exact=True)
    elif sparse.issparse(left):
        assert_same(case, left.toarray(), right.toarray())
    elif isinstance(left, dict):
        assert_same(case, list(left.items()), list(right.items()))
    elif isinstance(left, (list, tuple)):
        case.assertEqual(len(left), len(right))
        for pair in zip(left, right):
            assert_same(case, *pair)
    elif isinstance(left, (set, frozenset)):
        # A set's order follows addresses outside the sandbox, so only its members are compared.
        case.assertEqual(sorted(map(repr, left)), sorted(map(repr, right)))
    else:
        case.assertEqual(repr(left), repr(right))
        case.assertTrue(left is right or left != left or left == right)


class RoundTrips(unittest.TestCase):
    def test_values_that_cross_as_they_are(self):
        for name, value in SAME:
            with self.subTest(name):
                data = encode(value)
                back = decode(data)
                assert_same(self, back, value)
                self.assertEqual(encode(back), data)

    def test_values_that_cross_as_simpler_ones(self):
        for name, value, simpler in SIMPLER:
            with self.subTest(name):
                back = decode(encode(value))
                if isinstance(simpler, set):
                    self.assertEqual(encode(back), encode(simpler))
                else:
                    assert_same(self, back, simpler)

    def test_every_nan_is_written_alike(self):
        self.assertEqual(encode(NAN), encode(-NAN))
        self.assertEqual(encode([-NAN] * 20), encode([NAN] * 20))


class LyingSubclasses(unittest.TestCase):
    """A subclass of a plain type is what it holds, not what its methods say."""

    def test_a_float(self):
        class Liar(float):
            __float__ = __eq__ = __repr__ = lambda *_: 1.0

        assert_same(self, decode(encode(Liar(3.0))), 3.0)
        self.assertEqual(str(decode(encode(Liar(-0.0)))), "-0.0")

    def test_an_int(self):
        class Liar(int):
            __int__ = __index__ = __add__ = lambda *_: 1

        assert_same(self, decode(encode(Liar(3))), 3)

    def test_a_complex(self):
        class Liar(complex):
            real = imag = 1.0

        self.assertEqual(str(decode(encode(Liar(-0.0, -0.0)))), str(complex(-0.0, -0.0)))

    def test_a_text(self):
        class Liar(str):
            __str__ = __getitem__ = encode = lambda *_: "lie"

        assert_same(self, decode(encode(Liar("true"))), "true")

    def test_collections(self):
        for base, plain in ((list, [1, 2]), (tuple, (1, 2)), (set, {1, 2}), (dict, {1: 2})):
            lie = staticmethod(lambda *_: iter([9]))
            liar = type("Liar", (base,), {"__iter__": lie, "__len__": lambda _: 1, "items": lie})
            with self.subTest(base.__name__):
                assert_same(self, decode(encode(liar(plain))), plain)


class Refusals(unittest.TestCase):
    def assert_opaque(self, value):
        with self.assertRaises(NotPlain):
            encode(value)
        named = []
        back = decode(encode([value], lambda obj: named.append(obj) or 7))
        self.assertEqual((type(back[0]), back[0].id), (Handle, 7))
        self.assertIs(named[0], value)

    def test_what_is_not_plain_goes_by_handle(self):
        class Frame(pd.DataFrame):
            pass

        opaque = [
            *(object(), len, int, range(3), iter([]), (n for n in ()), np.random.default_rng(0), Ellipsis),
            *(np.ma.array([1]), np.array([(1, 2)], dtype="i4,f8"), np.longdouble(1), np.timedelta64(1, "Y")),
            *(Frame({"a": [1]}), pd.Series(pd.arrays.SparseArray([0, 1])), pd.Series([1, 2]).groupby([1, 1])),
            *({object(): 1}, {frozenset({object()})}, {NAN: 1, float("nan"): 2}),
        ]
        for value in opaque:
            with self.subTest(type(value).__name__):
                self.assert_opaque(value)

    def test_only_the_part_that_is_not_plain_goes_by_handle(self):
        back = decode(encode({"a": [1, len], "b": 2}, lambda _: 5))
        self.assertEqual((back["a"][0], back["a"][1].class_name, back["b"]), (1, "builtin_function_or_method", 2))

    def test_handles_are_replaced_by_their_objects(self):
        data = encode([Handle(3, "Model")])
        self.assertEqual(decode(data, lambda number, name: (number, name)), [(3, "Model")])

    def test_half_characters_are_refused_by_name(self):
        for value in ("\ud800", ["\ud800"], {"\ud800": 1}, pd.Series(["é", "\ud800"])):
            with self.assertRaisesRegex(NotPlain, "surrogate"):
                encode(value, lambda _: 1)

    def test_a_list_in_itself_is_too_deep(self):
        loop = []
        loop.append(loop)
        self.assertRaises(TooLarge, encode, loop)
        deep = 1
        for _ in range(63):
            deep = [deep]
        assert_same(self, decode(encode(deep)), deep)
        self.assertRaises(TooLarge, encode, [deep])

    def test_too_much_is_refused_before_it_is_written(self):
        self.assertRaises(TooLarge, encode, [0] * 2_000_001)
        self.assertRaises(TooLarge, encode, np.zeros(9 << 20))
        self.assertRaises(TooLarge, encode, b"\0" * (65 << 20))

    def test_damaged_bytes_raise_one_error_only(self):
        for name, value in SAME:
            data = encode(value)
            for end in {0, len(data) // 2, len(data) - 1}:
                with self.subTest(name, end=end), self.assertRaises(DecodeError):
                    decode(data[:end])
            self.assertRaises(DecodeError, decode, data + b"\0")
        self.assertRaises(DecodeError, decode, b"\xff")

    def test_keys_that_python_calls_equal_are_no_dict(self):
        one, true = encode(1), encode(True)
        self.assertRaises(DecodeError, decode, b"\x12\x02\0\0\0" + true + one)
        self.assertRaises(DecodeError, decode, b"\x13\x02\0\0\0" + one + one + true + one)

    def test_a_zone_that_python_lacks_is_read_as_utc(self):
        data = encode(pd.Timestamp("2024-07-01", tz="Europe/Paris"))
        self.assertEqual(decode(data.replace(b"Paris", b"Ville")), pd.Timestamp("2024-06-30 22:00", tz="UTC"))


@unittest.skipUnless("matplotlib" in sys.modules or os.environ.get("SPYRALES_FIGURES", "1") == "1", "no figures")
class Figures(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        import matplotlib

        matplotlib.use("Agg")

    def axes_of(self, draw):
        from matplotlib import pyplot

        figure, axes = pyplot.subplots()
        self.addCleanup(pyplot.close, figure)
        draw(axes)
        back = decode(encode(figure, draw=False))
        self.assertEqual(encode(back), encode(figure, draw=False))
        return back.description["axes"][0]

    def test_texts_scales_and_limits(self):
        def draw(axes):
            axes.plot([1, 10], [1, 2], label="été")
            axes.set(title="Titre", xlabel="abscisse", ylabel="ordonnée", xscale="log", ylim=(0, 5))
            axes.legend(title="Légende")

        axes = self.axes_of(draw)
        self.assertEqual((axes["title"], axes["x"]["label"], axes["y"]["label"]), ("Titre", "abscisse", "ordonnée"))
        self.assertEqual((axes["x"]["scale"], axes["y"]["limits"]), ("log", [0.0, 5.0]))
        self.assertEqual(axes["legend"], {"title": "Légende", "labels": ["été"]})
        self.assertEqual(axes["artists"][0]["y"].tolist(), [1.0, 2.0])

    def test_kinds(self):
        sample = [1, 2, 3, 4, 20]
        kinds = {
            "line": lambda axes: axes.plot(sample),
            "points": lambda axes: axes.scatter([1, 2], [3, 4]),
            "bars": lambda axes: axes.bar(["a", "b"], [3, 4]),
            "hist": lambda axes: axes.hist(sample, bins=4),
            "boxes": lambda axes: axes.boxplot([sample, sample]),
            "pie": lambda axes: axes.pie([1, 3], labels=["a", "b"]),
            "image": lambda axes: axes.imshow([[1, 2]]),
            "mesh": lambda axes: axes.pcolormesh([[1, 2]]),
            "area": lambda axes: axes.fill_between([1, 2], [1, 2]),
            "empty": lambda axes: None,
        }
        for kind, draw in kinds.items():
            with self.subTest(kind):
                self.assertEqual(self.axes_of(draw)["kind"], kind)

    def test_bars_and_boxes_hold_their_numbers(self):
        bars = self.axes_of(lambda axes: axes.barh(["a", "b"], [3, 4]))
        self.assertEqual(bars["artists"][0]["lengths"].tolist(), [3.0, 4.0])
        self.assertEqual((bars["y"]["holds"], bars["y"]["tick_labels"]), ("category", ["a", "b"]))
        for orientation in ("vertical", "horizontal"):
            boxes = self.axes_of(lambda axes: axes.boxplot([1, 2, 3, 4, 20], orientation=orientation))["artists"]
            self.assertEqual(len(boxes), 1)
            self.assertEqual(boxes[0]["horizontal"], orientation == "horizontal")
            self.assertEqual((boxes[0]["boxes"][0]["median"], boxes[0]["boxes"][0]["beyond"].tolist()), (3.0, [20.0]))

    def test_a_figure_and_its_axes_are_drawn(self):
        from matplotlib import pyplot

        figure, axes = pyplot.subplots()
        self.addCleanup(pyplot.close, figure)
        first, second = decode(encode((figure, axes)))
        self.assertTrue(first.png.startswith(b"\x89PNG"))
        self.assertEqual(first.png, second.png)


class WithoutLibraries(unittest.TestCase):
    def test_the_codec_loads_none_of_them_by_itself(self):
        import subprocess

        if sys.platform == "wasi":
            self.skipTest("no processes here")
        code = "import sys, spyrales_values as v; v.encode([1, {'a': 2.0}]); assert 'numpy' not in sys.modules"
        folder = str(pathlib.Path(spyrales_values.__file__).parent)
        subprocess.run([sys.executable, "-c", code], check=True, env={**os.environ, "PYTHONPATH": folder})


if __name__ == "__main__":
    unittest.main()
