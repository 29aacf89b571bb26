"""Objects that stay in the submission's sandbox, exceptions by kind, what a check can't expect, and R's values."""

import unittest

from host import grade

HEAD = "from spyrales import *\nimport re, datetime\n"
COMPTE = """
from dataclasses import dataclass
class Decouvert(ValueError): pass
@dataclass
class Compte:
    nom: str
    solde: float = 0
    plafond = 100
    def retirer(self, m):
        raise Decouvert('non')
class Point:
    __slots__ = ('x',)
    def __init__(self, x): self.x = x
class Toujours:
    def __eq__(self, other): return True
"""


def one(body, source=COMPTE):
    body = "\n".join("    " + line for line in body.splitlines())
    result = grade(f"{HEAD}@check\ndef verifie(sub):\n{body}\n", source)
    return result.outcome["status"], result.french


class Objects(unittest.TestCase):
    def test_attributes_of_objects_of_their_classes_and_of_slots(self):
        for body in (
            "assert sub.call('Compte', 'a').attribute('solde') == 0",
            "assert sub.value('Compte').attribute('plafond') == 100",
            "assert sub.call('Point', 3).attribute('x') == 3",
            "assert sub.run('Compte').attribute('__name__') == 'Compte'",
        ):
            with self.subTest(body):
                self.assertEqual(one(body), ("passed", None))

    def test_two_objects_are_equal_as_their_class_says(self):
        passing = (
            "a, b = sub.call('Compte', 'a'), sub.call('Compte', 'a')\nassert a == b and not a != b",
            "assert sub.call('Compte', 'a') != sub.call('Compte', 'b')",
            "a = sub.call('Point', 1)\nassert a == a and a != sub.call('Point', 1)",
            "expect_equal(sub.call('Compte', 'a'), sub.call('Compte', 'a'))",
            "expect_equal([sub.call('Compte', 'a')], [sub.call('Compte', 'a')])",
        )
        for body in passing:
            with self.subTest(body):
                self.assertEqual(one(body), ("passed", None))
        status, french = one("expect_equal(sub.call('Compte', 'a'), sub.call('Compte', 'b'))")
        self.assertEqual(status, "failed")
        self.assertIn("n'est pas égal", french)

    def test_a_value_is_never_compared_by_the_learners_class(self):
        for expected in ("3", "[3]", "'a'", "{'a': 1}"):
            self.assertEqual(one(f"expect_equal(sub.call('Toujours'), {expected})")[0], "failed", expected)
        self.assertEqual(one("assert sub.call('Toujours') == 3")[0], "failed")

    def test_what_cannot_come_cannot_be_expected(self):
        result = grade(
            HEAD + "@check\ndef v(sub):\n    expect_equal(sub.call('f'), re.match('a', 'a'))\n",
            "import re\ndef f():\n    return re.match('a', 'a')",
        )
        self.assertEqual(result.outcome["status"], "broken")
        self.assertIn("can't be expected", result.outcome["trace"])

    def test_an_exception_counts_as_what_it_is_a_kind_of(self):
        for kinds, right in (
            ("'ValueError'", True),
            ("'Decouvert'", True),
            ("ValueError", True),
            ("'Exception'", True),
            ("'KeyError'", False),
            ("'KeyError', 'ValueError'", True),
        ):
            with self.subTest(kinds):
                status, _ = one(f"with expect_raises({kinds}):\n    sub.call('Compte', 'a').retirer(1)")
                self.assertEqual(status == "passed", right)

    def test_an_async_function_is_explained(self):
        status, french = one("expect_equal(sub.call('f'), 3)", "async def f():\n    return 3\n")
        self.assertEqual(status, "failed")
        self.assertIn("async def", french)
        self.assertIn("asyncio.run", french)

    def test_one_cause_is_told_once(self):
        checks = "".join(
            f"@check(title='Titre {n}')\ndef c{n}(sub):\n    expect_equal(sub.call('f', {n}), {n})\n" for n in range(3)
        )
        for source in ("def g(): pass", "def f(x):\n    return x.append(1)"):
            messages = [outcome["message"]["fr"] for outcome in grade(HEAD + checks, source).outcomes]
            self.assertEqual(messages[1:], ["Même cause que pour « Titre 0 »."] * 2)
        messages = [outcome["message"] for outcome in grade(HEAD + checks, "def f(x):\n    return x + 1").outcomes]
        self.assertEqual(len({message["fr"] for message in messages}), 3)


class Written(unittest.TestCase):
    def test_a_file_that_is_not_utf_8_is_named(self):
        body = "import io, pandas as pd\npd.read_csv(io.BytesIO(sub.files['sortie.csv']))"
        status, french = one(body, "open('sortie.csv', 'w', encoding='latin-1').write('é;à\\n')")
        self.assertEqual(status, "failed")
        self.assertIn("`sortie.csv` n'est pas écrit en UTF-8", french)
        self.assertEqual(
            one("sub.files['sortie.csv'].decode()", "open('sortie.csv', 'w', encoding='latin-1').write('é')")[0],
            "failed",
        )

    def test_a_file_left_open_is_whole(self):
        body = "assert sub.files['sortie.csv'] == b'a;b'"
        self.assertEqual(one(body, "h = open('sortie.csv', 'w')\nh.write('a;b')"), ("passed", None))


if __name__ == "__main__":
    unittest.main()
