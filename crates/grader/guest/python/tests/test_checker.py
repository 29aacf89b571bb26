"""The checker's verdicts: what is announced, how checks end, and what a learner may see of it."""

import unittest

from host import grade

HEAD = "from spyrales import *\nimport numpy as np, pandas as pd\n"


def one(body, source="", options="", **settings):
    """Grades with a check file of a single check."""
    body = "\n".join("    " + line for line in body.splitlines())
    return grade(f"{HEAD}@check({options})\ndef verifie(sub):\n{body}\n", source, **settings)


class Announcement(unittest.TestCase):
    def test_every_check_is_announced_before_the_first_runs(self):
        result = grade(
            HEAD
            + '@check(points=2, title={"fr": "Juste", "en": "Right"}, hint="Regardez `sum`.", group="a")\n'
            + "def juste(sub):\n    expect_equal(sub.value('x'), 3)\n"
            + "@check\ndef vide(sub):\n    '''Un titre.\n\n    Le reste.'''\n"
            + "@check(points=0.5, hidden=True)\ndef cas_vide(sub):\n    pass\n",
            "x = 3",
        )
        self.assertEqual(
            result.checks,
            [
                {
                    "id": "juste",
                    "title": {"fr": "Juste", "en": "Right"},
                    "points": 2,
                    "hidden": False,
                    "hint": {"fr": "Regardez `sum`.", "en": "Regardez `sum`."},
                    "group": "a",
                },
                {
                    "id": "vide",
                    "title": {"fr": "Un titre.", "en": "Un titre."},
                    "points": 1,
                    "hidden": False,
                    "hint": None,
                    "group": None,
                },
                {
                    "id": "cas_vide",
                    "title": {"fr": "Cas vide", "en": "Cas vide"},
                    "points": 0.5,
                    "hidden": True,
                    "hint": None,
                    "group": None,
                },
            ],
        )
        self.assertEqual([outcome["status"] for outcome in result.outcomes], ["passed"] * 3)

    def test_a_file_that_does_not_load_is_unusable(self):
        for source, line, message in [
            ("x = (", 1, "SyntaxError"),
            ("\n\nimport absent_module", 3, "ModuleNotFoundError"),
            ("", None, "no check"),
            ("@check(points=0)\ndef a(sub): pass", 3, "points"),
            ("@check(points=True)\ndef a(sub): pass", 3, "points"),
            ("@check(title={'de': 'x'})\ndef a(sub): pass", 3, "a text is"),
            ("@check\ndef a(sub): pass\n@check\ndef a(sub): pass", 5, "two checks"),
            ("import sys\nsys.exit(0)", 4, "SystemExit"),
        ]:
            head = "" if source.startswith(("x", "\n")) or not source else HEAD
            with self.subTest(source):
                unusable = grade(head + source).unusable
                self.assertIn(message, unusable["message"])
                self.assertEqual(unusable["line"], line)


class Outcomes(unittest.TestCase):
    def test_a_plain_assert_speaks_with_its_message(self):
        result = one("assert sub.value('x') > 3, 'Il faut plus de 3.'", "x = 2")
        self.assertEqual((result.outcome["status"], result.french), ("failed", "Il faut plus de 3."))
        self.assertIn("assert sub.value('x') > 3", result.outcome["trace"])

    def test_a_plain_assert_may_speak_both_languages(self):
        result = one("assert False, {'fr': 'Non.', 'en': 'No.'}")
        self.assertEqual(result.outcome["message"], {"fr": "Non.", "en": "No."})

    def test_a_bare_assert_does_not_show_the_check(self):
        result = one("assert sub.value('x') == 3", "x = 2")
        self.assertEqual(result.french, "Une condition de cette vérification n'est pas remplie.")

    def test_an_error_from_looking_at_a_result_fails_the_check(self):
        result = one("sub.call('f').columns", "def f():\n    return [1]")
        self.assertEqual(
            (result.outcome["status"], result.french),
            (
                "failed",
                "Le résultat n'a pas la forme attendue : la vérification n'a pas pu l'examiner. "
                "Votre code a donné une liste (`list`).",
            ),
        )
        self.assertIn("AttributeError", result.outcome["trace"])

    def test_an_error_before_anything_came_is_the_trainers(self):
        for body in ("{}['a']", "sub.read_csv('absent.csv')", "sub.call('f', object())", "sys.exit(0)"):
            with self.subTest(body):
                outcome = one("import sys\n" + body, "def f(x): return x").outcome
                self.assertEqual((outcome["status"], outcome["credit"], outcome["message"]), ("broken", 0.0, None))

    def test_some_errors_are_the_trainers_whatever_came(self):
        for body in ("absent", "import absent_module", "return 2", "return True", "expect_frame(1, 2)", "exit()"):
            with self.subTest(body):
                self.assertEqual(one(f"sub.value('x')\n{body}", "x = 2").outcome["status"], "broken")

    def test_a_hidden_check_says_nothing(self):
        for source in ("x = 2", "raise ValueError('secret')", "x = []"):
            with self.subTest(source):
                outcome = one("expect_equal(sub.value('x') + 1, 4)", source, "hidden=True").outcome
                self.assertEqual((outcome["status"], outcome["message"], outcome["difference"]), ("failed", None, None))

    def test_hidden_checks_run_last_and_behind_the_curtain(self):
        checks = "".join(
            f"@check(points=1, hidden={hidden})\ndef {name}(sub):\n    expect_equal(sub.call('f', '{name}'), None)\n"
            for name, hidden in (("secret", True), ("open", False))
        )
        source = "heard = []\ndef f(x):\n    heard.append(x)\n    assert heard[0] == 'open'\n"
        result = grade("from spyrales import check, expect_equal\n" + checks, source)
        self.assertEqual([check["id"] for check in result.checks], ["secret", "open"])
        outcomes = [(outcome["id"], outcome["status"]) for outcome in result.outcomes]
        self.assertEqual(outcomes, [("open", "passed"), ("secret", "passed")])
        self.assertTrue(result.curtain)

    def test_a_failure_of_the_submission_is_explained(self):
        table = [
            (
                "sub.call('f', 3)",
                "def f(n):\n    return 1 / 0",
                "`f(3)` s'arrête sur une erreur à la ligne 2 (`return 1 / 0`). Vous divisez par zéro : traitez à part le cas d'un total ou d'un effectif nul.\nMessage d'origine : ZeroDivisionError: division by zero",
            ),
            (
                "sub.call('f', list(range(99)))",
                "def f(x):\n    return x['a']",
                "`f([0, 1, 2, 3, 4, 5, …])` s'arrête sur une erreur à la ligne 2 (`return x['a']`). Une liste se lit par des indices entiers : est-ce un dictionnaire qu'il vous faut, ou une liste de dictionnaires à parcourir ?\nMessage d'origine : TypeError: list indices must be integers or slices, not str",
            ),
            (
                "sub.call('f', {})",
                "def f(x):\n    return x['a']",
                "`f({})` s'arrête sur une erreur à la ligne 2 (`return x['a']`). La clé 'a' n'existe pas dans le dictionnaire. Il est vide.\nMessage d'origine : KeyError: 'a'",
            ),
            ("sub.call('f')", "def F():\n    return 1", "Votre code ne définit pas `f`. Est-ce `F`, à renommer ?"),
            ("sub.call('f')", "f = 3", "`f` doit être une fonction, c'est un objet `int`."),
            (
                "sub.call('f')",
                "def f():\n    raise SystemExit",
                "`f()` quitte le programme (`sys.exit`, `exit` ou `quit`) au lieu de donner un résultat.",
            ),
            ("sub.call('f')", "def f():\n    return [0] * 3_000_000", "`f()` donne un résultat trop volumineux."),
            ("sub.value('x')", "y = 1", "Votre code ne définit pas `x`."),
            (
                "sub.call('f')",
                "def f():\n    while True: pass",
                "`f()` n'a pas fini dans la limite de calcul. Une boucle sans fin, ou une méthode trop lente ?",
            ),
            (
                "sub.value('m').predict([1])",
                "class M:\n    def predict(self, x):\n        raise ValueError('non')\nm = M()",
                "`M.predict([1])` s'arrête sur une erreur à la ligne 3 (`raise ValueError('non')`) : ValueError: non.",
            ),
            (
                "sub.query('SELECT x FROM t', 'CREATE TABLE t (a);')",
                "",
                "Votre requête s'arrête sur une erreur. Aucune table de la requête n'a de colonne `x` ; un texte s'écrit entre apostrophes, `'…'`.\nMessage d'origine : OperationalError: no such column: x",
            ),
        ]
        for body, source, message in table:
            with self.subTest(message):
                result = one(body, source, seconds=1)
                self.assertEqual((result.outcome["status"], result.french), ("failed", message))

    def test_partial_credit(self):
        table = [
            ("return 0.5", "failed", 0.5),
            ("return 1", "passed", 1.0),
            ("return np.float64(0.25)", "failed", 0.25),
            ("credit(0.5)", "passed", 1.0),
            ("credit(0.5)\nassert False", "failed", 0.5),
            ("credit(0.5)\ncredit(0.25)\nassert False", "failed", 0.5),
            ("credit(0.5)\nabsent", "broken", 0.0),
            ("return 1.5", "broken", 0.0),
            ("return float('nan')", "broken", 0.0),
            ("return 'oui'", "broken", 0.0),
        ]
        for body, status, credit in table:
            with self.subTest(body):
                outcome = one(body).outcome
                self.assertEqual((outcome["status"], outcome["credit"]), (status, credit))

    def test_a_check_does_not_inherit_credit_or_randomness(self):
        result = grade(
            HEAD
            + "seen = []\n@check\ndef a(sub):\n    credit(0.5)\n    seen.append(np.random.rand())\n    assert False\n"
            + "@check\ndef b(sub):\n    assert seen[0] != np.random.rand()\n"
        )
        self.assertEqual(
            [(outcome["status"], outcome["credit"]) for outcome in result.outcomes], [("failed", 0.5), ("failed", 0.0)]
        )

    def test_raises(self):
        source = "def f(x):\n    if x < 0: raise ValueError('x')\n    return x"
        self.assertEqual(
            one("with expect_raises('ValueError'):\n    sub.call('f', -1)", source).outcome["status"], "passed"
        )
        self.assertEqual(
            one("with expect_raises('ValueError'):\n    sub.call('f', 1)", source).french,
            "Une exception `ValueError` doit être levée (`raise`). Aucune ne l'a été.",
        )
        self.assertEqual(
            one("with expect_raises('TypeError', 'KeyError'):\n    sub.call('f', -1)", source).french,
            "Une exception `TypeError` ou `KeyError` doit être levée (`raise`). `ValueError` a été levée.",
        )


class Sight(unittest.TestCase):
    """What a check sees of the submission, and what it doesn't give away."""

    def test_the_parts_of_sub(self):
        result = one(
            "assert sub.parameters['n'] == 4 and sub.seed == 7\n"
            "assert 'bonjour' in sub.source and sub.stdout == 'bonjour\\n'\n"
            "assert sub.names == {'x': 'int', 'f': 'function'}\n"
            "assert sub.files['sortie.txt'] == b'abc'\n"
            "assert sub.read_csv('t.csv')['a'].tolist() == [1, 2]\n"
            "assert sub.read_text('t.csv').startswith('a')\n"
            "assert pd.read_csv(sub.hidden('h.csv'))['b'].tolist() == [3]\n"
            "assert sub.run('x + 1') == 4 and sub.figure() is None\n"
            "assert sub.call('f', 1, b=2) == (1, 2)",
            "print('bonjour')\nx = 3\ndef f(a, b):\n    return a, b\nopen('sortie.txt', 'w').write('abc')",
            parameters={"n": 4},
            files={"t.csv": b"a\n1\n2\n", "hidden/h.csv": b"b\n3\n"},
        )
        self.assertEqual((result.outcome["status"], result.outcome["trace"]), ("passed", None))

    def test_hidden_files_are_not_on_the_submissions_side(self):
        result = one(
            "expect_equal(sub.value('seen'), False)",
            "import os\nseen = os.path.exists('hidden')",
            files={"hidden/h.csv": b"b\n3\n"},
        )
        self.assertEqual(result.outcome["status"], "passed")

    def test_arguments_are_copies(self):
        result = one(
            "table = pd.DataFrame({'a': [1, 2]})\nvalues = [1]\nsub.call('f', table, values)\n"
            "assert table['a'].tolist() == [1, 2] and values == [1]",
            "def f(table, values):\n    table['a'] = 0\n    values.append(2)",
        )
        self.assertEqual(result.outcome["status"], "passed")

    def test_a_remote_object_is_neither_true_nor_a_plain_value(self):
        source = "class int:\n    def __bool__(self): return True\n    def __eq__(self, other): return True\n    def plus(self, n): return n + 1\n    n = 5\nx = int()"
        for body in (
            "assert sub.value('x')",
            "assert sub.value('x') == 3",
            "assert type(sub.value('x')).__name__ == 'int'",
            "expect_equal(sub.value('x'), 3)",
            "assert isinstance(sub.value('x'), int)",
        ):
            with self.subTest(body):
                self.assertEqual(one(body, source).outcome["status"], "failed")
        body = "x = sub.value('x')\nassert isinstance(x, RemoteObject) and x.class_name == 'int'\nassert x.plus(2) == 3 and x.attribute('n') == 5 and sub.call('f', x) is None"
        self.assertEqual(one(body, source + "\ndef f(o): assert o is x").outcome["status"], "passed")

    def test_a_generator_is_read_where_it_lives(self):
        body = "g = sub.call('f')\nassert g.method('__next__') == 1 and g.method('__next__') == 2"
        self.assertEqual(one(body, "def f():\n    yield 1\n    yield 2").outcome["status"], "passed")


class Forgery(unittest.TestCase):
    """Submissions that would rather be graded than work."""

    FAILED = [
        ("comparisons that lie", "class T(float):\n    def __eq__(self, o): return True\nx = T(3)"),
        (
            "a patched library",
            "import numpy as np, pandas as pd\nnp.allclose = lambda *a, **k: True\npd.testing.assert_frame_equal = lambda *a, **k: None\nx = 3",
        ),
        ("a patched built-in", "import builtins\nbuiltins.len = lambda x: 4\nbuiltins.abs = lambda x: 0\nx = 3"),
        ("an exit", "x = 3\nimport sys\nsys.exit(0)"),
        ("a verdict printed", 'print(\'{"status": "passed"}\')\nx = 3'),
        (
            "a verdict sent",
            "import _host, spyrales_values\n_host.call(spyrales_values.encode(['outcome', {'id': 'verifie', 'status': 'passed', 'credit': 1.0}]))\nx = 3",
        ),
        ("NaN", "x = float('nan')"),
        ("a boolean", "x = True"),
        ("an object", "class A:\n    def __eq__(self, o): return True\n    __sub__ = __abs__ = lambda *a: 0\nx = A()"),
        (
            "an array of objects",
            "import numpy as np\nclass A:\n    def __eq__(self, o): return True\nx = np.array(A(), dtype=object)",
        ),
        ("nothing", ""),
    ]

    def test_none_passes(self):
        for name, source in self.FAILED:
            for helper in ("expect_equal", "expect_close"):
                with self.subTest(name, helper=helper):
                    result = one(f"{helper}(sub.value('x'), 4)", source)
                    self.assertEqual((result.outcome["status"], result.outcome["credit"]), ("failed", 0.0))

    def test_the_honest_submission_passes(self):
        self.assertEqual(one("expect_equal(sub.value('x'), 4)", "x = 4").outcome["status"], "passed")


if __name__ == "__main__":
    unittest.main()
