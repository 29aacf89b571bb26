"""The agent's answers to the host's requests."""

import tempfile
import unittest
from pathlib import Path

from host import Submission


class Case(unittest.TestCase):
    """A submission to ask."""

    def setUp(self):
        directory = tempfile.TemporaryDirectory(prefix="spyrales-")
        self.addCleanup(directory.cleanup)
        work = Path(directory.name, "work")
        work.mkdir()
        self.work = work
        self.submission = Submission(work)
        self.addCleanup(lambda: self.submission.end())

    def load(self, source, seed=7):
        return self.submission.request("load", source, seed)

    def call(self, name, *args, **kwargs):
        return self.submission.request("call", name, list(args), kwargs)

    def loaded(self, source):
        self.assertEqual(self.load(source), ["done", None])

    def raised(self, answer):
        self.assertEqual(answer[0], "raised")
        return answer[1]


class Agent(Case):
    def test_an_empty_source_loads(self):
        self.loaded("")

    def test_it_runs_as_main_in_its_working_directory(self):
        self.loaded("import os\nname, place = __name__, os.getcwd()\nopen('sortie.txt', 'w').write('é')")
        self.assertEqual(self.submission.request("value", "name"), ["done", "__main__"])
        self.assertEqual(self.submission.request("value", "place"), ["done", str(self.work)])
        self.assertEqual((self.work / "sortie.txt").read_bytes(), "é".encode())

    def test_a_byte_order_mark_and_windows_lines_are_read(self):
        self.loaded("\ufeffx = 1\r\ny = 2\r\n")
        self.assertEqual(self.submission.request("value", "y"), ["done", 2])

    def test_a_later_load_starts_afresh(self):
        self.loaded("x = 1")
        self.loaded("y = 1")
        self.assertEqual(self.submission.request("value", "x")[0], "missing")

    def test_calls_take_and_return_values(self):
        self.loaded("def f(a, *, b=2):\n    return {'somme': a + b}")
        self.assertEqual(self.call("f", 1, b=5), ["done", {"somme": 6}])

    def test_a_changed_argument_is_a_copy_each_time(self):
        self.loaded("def f(values):\n    values.append(1)\n    return len(values)")
        self.assertEqual(self.call("f", [0]), ["done", 2])
        self.assertEqual(self.call("f", [0]), ["done", 2])

    def test_a_syntax_error_quotes_its_line(self):
        kind, details = self.load("x = 1\ny = (2\n")
        self.assertIn("jamais refermé", details.pop("help")["fr"])
        self.assertEqual(
            (kind, details),
            ("syntax", {"message": "'(' was never closed", "line": 2, "column": 5, "text": "y = (2"}),
        )

    def test_null_bytes_are_a_syntax_error(self):
        self.assertEqual(self.load("x = 1\n\0")[0], "syntax")

    def test_an_error_names_the_deepest_line_of_the_submission(self):
        source = "import json\ndef g(text):\n    return json.loads(text)\ndef f():\n    return g('{')\n"
        self.loaded(source)
        details = self.raised(self.call("f"))
        self.assertEqual(
            (details["type"], details["line"], details["text"]), ("JSONDecodeError", 3, "return json.loads(text)")
        )

    def test_an_error_says_what_is_missing(self):
        self.loaded("import pandas\ntable = pandas.DataFrame({'a': [1]})\ndef key():\n    return table['b']")
        self.assertEqual(self.raised(self.call("key"))["missing"], "b")
        for source, missing in [
            ("x = nombre", "nombre"),
            ("import polars_absent", "polars_absent"),
            ("open('absent.csv')", "absent.csv"),
        ]:
            with self.subTest(source):
                self.assertEqual(self.raised(self.load(source))["missing"], missing)

    def test_exits_are_told_apart_from_errors(self):
        self.assertEqual(self.load("import sys\nsys.exit(0)"), ["exited", {"code": 0}])
        self.assertEqual(self.load("raise SystemExit('fini')"), ["exited", {"code": "fini"}])
        self.assertEqual(self.load("quit()")[0], "exited")
        self.assertEqual(self.raised(self.load("raise KeyboardInterrupt"))["type"], "KeyboardInterrupt")

    def test_what_was_defined_before_an_exit_stays(self):
        self.load("def f():\n    return 3\nimport sys\nsys.exit()")
        self.assertEqual(self.call("f"), ["done", 3])

    def test_deep_recursion_and_lack_of_memory_are_errors(self):
        self.assertEqual(self.raised(self.load("def f(n):\n    return f(n + 1)\nf(0)"))["type"], "RecursionError")
        self.assertEqual(self.raised(self.load("raise MemoryError"))["type"], "MemoryError")

    def test_a_missing_name_suggests_the_nearest(self):
        self.loaded("def moyenne_regions():\n    pass\ndef Total():\n    pass\nx = 1")
        self.assertEqual(
            self.call("moyenne_region"), ["missing", {"name": "moyenne_region", "similar": "moyenne_regions"}]
        )
        self.assertEqual(self.call("total"), ["missing", {"name": "total", "similar": "Total"}])
        self.assertEqual(self.call("zzz"), ["missing", {"name": "zzz", "similar": None}])
        self.assertEqual(self.call("x"), ["not_callable", {"name": "x", "class": "int"}])

    def test_names_are_those_of_the_learner(self):
        self.loaded("import math\nx = 1.5\ndef f():\n    pass")
        self.assertEqual(self.submission.request("names"), ["done", {"math": "module", "x": "float", "f": "function"}])

    def test_a_snippet_gives_its_last_expression(self):
        self.loaded("x = 20")
        self.assertEqual(self.submission.request("run", "y = x + 1\ny * 2"), ["done", 42])
        self.assertEqual(self.submission.request("run", "z = 1"), ["done", None])
        self.assertEqual(self.raised(self.submission.request("run", "1 / 0"))["line"], None)

    def test_objects_stay_and_are_called_by_number(self):
        self.loaded(
            "class Compteur:\n    n = 0\n    def plus(self, autre):\n        self.n += 1\n        return self.n, autre is self\nc = Compteur()"
        )
        handle = self.submission.request("value", "c")[1]
        self.assertEqual((handle.class_name, self.submission.request("value", "c")[1].id), ("Compteur", handle.id))
        self.assertEqual(self.submission.request("method", handle, "plus", [handle], {}), ["done", (1, True)])
        self.assertEqual(self.submission.request("method", handle, "plus", [0], {}), ["done", (2, False)])

    def test_the_same_seed_gives_the_same_randomness(self):
        source = "import random, numpy as np\nx = random.random(), float(np.random.rand())"
        drawn = []
        for seed in (7, 7, 2**63 - 1):
            self.assertEqual(self.load(source, seed), ["done", None])
            drawn.append(self.submission.request("value", "x")[1])
        self.assertEqual(drawn[0], drawn[1])
        self.assertNotEqual(drawn[0], drawn[2])

    def test_the_current_figure_is_described(self):
        self.loaded("x = 1")
        self.assertEqual(self.submission.request("figure"), ["done", None])
        self.loaded("import matplotlib.pyplot as plt\nplt.bar(['a', 'b'], [1, 2])\nplt.title('Été')")
        figure = self.submission.request("figure")[1]
        self.assertEqual((figure.description["kind"], figure.description["axes"][0]["title"]), ("bars", "Été"))

    def test_a_query_reads_the_database_made_for_it(self):
        script = "CREATE TABLE t (a INTEGER); INSERT INTO t VALUES (1), (2), (NULL);"
        answer = self.submission.request("query", "SELECT a, a * 2 AS b FROM t", script)
        self.assertEqual(answer, ["done", {"columns": ["a", "b"], "rows": [(1, 2), (2, 4), (None, None)]}])

    def test_a_query_neither_writes_nor_attaches(self):
        for sql in ("DELETE FROM t", "ATTACH 'x.db' AS x", "PRAGMA query_only = OFF"):
            with self.subTest(sql):
                answer = self.submission.request("query", sql, "CREATE TABLE t (a INTEGER);")
                self.assertIn(self.raised(answer)["type"], ("OperationalError", "DatabaseError"))

    def test_a_result_that_is_too_large_is_said_to_be(self):
        self.loaded("def f():\n    return [0] * 3_000_000")
        self.assertEqual(self.call("f")[0], "too_large")

    def test_what_is_printed_is_written_out(self):
        self.loaded("print('bonjour', end='')")
        self.assertEqual(self.submission.stdout(), "bonjour")

    def test_dataclasses_and_annotations_find_their_module(self):
        self.loaded(
            "from __future__ import annotations\nimport typing\nfrom dataclasses import dataclass\n"
            "@dataclass\nclass P:\n    x: int = 2\ndef f():\n    return typing.get_type_hints(P)['x'] is int, P().x"
        )
        self.assertEqual(self.call("f"), ["done", (True, 2)])


class Hostile(Case):
    """Code that spoils the interpreter still gets an answer, and only its own."""

    def test_patched_builtins(self):
        self.loaded(
            "import builtins\nbuiltins.len = lambda x: 3\nbuiltins.isinstance = lambda a, b: True\ndef f():\n    return len([])"
        )
        self.assertEqual(self.call("f"), ["done", 3])
        self.assertEqual(self.call("f"), ["done", 3])

    def test_deleted_builtins(self):
        self.loaded("import builtins\ndel builtins.zip\ndef f():\n    return zip")
        self.assertEqual(self.raised(self.call("f"))["type"], "NameError")

    def test_patched_numpy(self):
        self.loaded(
            "import numpy as np\nnp.allclose = lambda *a, **k: True\nnp.dtype = None\ndef f():\n    return np.arange(3), np.allclose(1, 2)"
        )
        array, lie = self.call("f")[1]
        self.assertEqual((array.tolist(), lie), ([0, 1, 2], True))

    def test_a_name_of_the_agents_own(self):
        self.loaded("def list(x):\n    return 'x'\nstr = 3\ndef f():\n    return list(1)")
        self.assertEqual(self.call("f"), ["done", "x"])

    def test_a_trace_function_and_a_recursion_limit(self):
        self.loaded(
            "import sys\nsys.settrace(lambda *a: 1 / 0)\nsys.setrecursionlimit(60)\ndef f():\n    return [[[1]]]"
        )
        self.assertEqual(self.call("f"), ["done", [[[1]]]])

    def test_a_standard_output_that_fails(self):
        self.loaded("import sys\nclass Out:\n    def flush(self):\n        raise SystemExit\nsys.stdout = Out()\nx = 1")
        self.assertEqual(self.submission.request("value", "x"), ["done", 1])

    def test_exceptions_that_never_speak(self):
        for body in ("while True: pass", "raise SystemExit", "return self"):
            with self.subTest(body):
                self.loaded(
                    f"class E(Exception):\n    def __str__(self):\n        {body}\n    __repr__ = __str__\ndef f():\n    raise E('cause')"
                )
                details = self.raised(self.call("f"))
                self.assertEqual((details["type"], details["message"]), ("E", "cause"))

    def test_exceptions_with_arguments_that_never_speak(self):
        self.loaded("class A:\n    def __repr__(self):\n        while True: pass\ndef f():\n    raise KeyError(A())")
        self.assertEqual(self.raised(self.call("f"))["message"], "")

    def test_exceptions_whose_attributes_lie(self):
        self.loaded(
            "class E(SystemExit):\n    code = property(lambda self: 1 / 0)\n"
            "class F(KeyError):\n    __class__ = property(lambda self: 1 / 0)\n    args = property(lambda self: 1 / 0)\n"
            "def f():\n    raise E(3)\ndef g():\n    raise F('k')"
        )
        self.assertEqual(self.call("f"), ["exited", {"code": 3}])
        self.assertEqual(self.raised(self.call("g"))["missing"], "k")

    def test_a_very_long_message_is_cut(self):
        self.loaded("def f():\n    raise ValueError('é' * 10**6)")
        self.assertEqual(len(self.raised(self.call("f"))["message"]), 2_000)

    def test_half_a_character(self):
        self.loaded("def f():\n    return '\\ud800'\ndef g():\n    raise ValueError('\\ud800')")
        self.assertEqual(self.call("f")[0], "not_plain")
        self.assertEqual(self.raised(self.call("g"))["message"], "?")

    def test_only_the_first_answer_counts(self):
        self.loaded(
            "import _host, spyrales_values\n"
            "def f():\n    _host.call(spyrales_values.encode(['done', 'forgé']))\n    return 'vrai'"
        )
        self.assertEqual(self.call("f"), ["done", "forgé"])
        self.assertEqual(self.submission.request("run", "1"), ["done", 1])

    def test_a_replaced_main_module(self):
        self.loaded("import sys\nsys.modules['__main__'] = None\nx = 1")
        self.assertEqual(self.submission.request("value", "x"), ["done", 1])

    def test_an_endless_loop_is_the_hosts_to_end(self):
        self.submission.seconds = 0.5
        self.assertEqual(self.load("while True: pass"), ["fuel"])


if __name__ == "__main__":
    unittest.main()
