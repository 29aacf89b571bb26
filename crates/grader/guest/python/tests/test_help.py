"""What frequent errors are said to mean: a remedy in both languages, the nearest name, and no word of the engine's."""

import tempfile
import unittest
from pathlib import Path

import host  # noqa: F401
import spyrales_help

# Source, pieces of the French text, pieces of the English one.
TABLE = (
    ("def f(x):\n    y = 1\n\treturn y", ["tabulations", "espaces"], ["tabs", "spaces"]),
    ("def f(x):\nreturn 1", ["ligne 1", "quatre espaces"], ["line 1", "four spaces"]),
    ("x = 1\n  y = 2", ["décalée sans raison"], ["without reason"]),
    ("def f():\n    x = 1\n  y = 2", ["alignez"], ["align"]),
    ("if True\n    pass", ["Il manque `:`"], ["`:` is missing"]),
    ("x = (1, 2", ["`(`", "jamais refermé"], ["never closed"]),
    ("x = 1)", ["`)`", "de trop"], ["too many"]),
    ("x = [1)", ["ne vont pas ensemble"], ["don't go together"]),
    ("x = 'l'âge'", ["guillemet", '"l\'âge"'], ["quote"]),
    ("x = '''abc", ["trois guillemets"], ["three quotes"]),
    ("print 'a'", ["`print(…)`"], ["`print(…)`"]),
    ("if x = 1:\n    pass", ["`==`"], ["`==`"]),
    ("1 = x", ["À gauche de `=`"], ["Left of `=`"]),
    ("x = [1 2]", ["virgule"], ["comma"]),
    ("x = 01", ["guillemets", '"01"'], ["quotes"]),
    ("x = 2nd", ["chiffre"], ["digit"]),
    ("return 1", ["`return`", "fonction"], ["function"]),
    ("break", ["`break`", "boucle"], ["loop"]),
    ("try:\n    x = 1\nx = 2", ["`except`"], ["`except`"]),
    ("f(a=1, 2)", ["sans nom"], ["without a name"]),
    ("else if x:\n    pass", ["`elif`"], ["`elif`"]),
    ("x && y", ["`and`"], ["`and`"]),
    ("x++", ["x += 1"], ["x += 1"]),
    ("f'{x'", ["accolade"], ["brace"]),
    ("x = \\ 3", ["`\\`"], ["`\\`"]),
    ("x = “a”", ["U+201C", "guillemets droits"], ["U+201C", "straight quotes"]),
    ("x\u00a0= 1", ["espace insécable", "U+00A0"], ["non-breaking space"]),
    ("x = 2\u200b", ["invisible", "Effacez"], ["invisible", "Delete"]),
    ("x = 3 − 1", ["U+2212", "`-`"], ["U+2212"]),
    ("x = 3 ≤ 4", ["`<=`"], ["`<=`"]),
    ("open('C:\\Users\\x.csv')", ["Windows", "`ventes.csv`"], ["Windows"]),
    ("```python\nx = 1\n```", ["Markdown", "ligne 1"], ["Markdown"]),
    (">>> x = 1", ["`>>>`"], ["`>>>`"]),
    ("Out[3]: 5", ["`Out[3]:`"], ["`Out[3]:`"]),
    ("<<<<<<< HEAD\nx = 1", ["Git"], ["Git"]),
    ("f <- function(x) {\n  x\n}", ["en R"], ["is R"]),
    ("df %>% head()", ["en R"], ["is R"]),
    ("moyenne = 1\nprint(moyene)", ["`moyene`", "`moyenne`"], ["`moyenne`"]),
    ("print(nombre)", ["nulle part", "guillemets"], ["nowhere", "quotes"]),
    ("pd.DataFrame()", ["import pandas as pd"], ["import pandas as pd"]),
    ("np.array([1])", ["import numpy as np"], ["import numpy as np"]),
    ("math.sqrt(2)", ["import math"], ["import math"]),
    ("true", ["`True`"], ["`True`"]),
    ("library(dplyr)", ["du R"], ["looks like R"]),
    ("def f():\n    x += 1\nx = 0\nf()", ["avant d'y recevoir une valeur"], ["before it gets a value"]),
    ("f()\ndef f(): pass", ["plus bas"], ["further down"]),
    ("x = None\nx.append(1)", ["`None`", "`return`"], ["`None`"]),
    ("[].add(1)", ["`append`"], ["`append`"]),
    ("'a'.length", ["`len(…)`"], ["`len(…)`"]),
    ("import pandas as pd\npd.DataFrame({'a': [1]}).append({'a': 1})", ["`pd.concat`"], ["`pd.concat`"]),
    ("import pandas as pd\npd.DataFrame({'montant': [1]}).montan", ["la colonne `montant`"], ["column `montant`"]),
    ("import pandas as pd\npd.read_cvs('x')", ["`read_csv`"], ["`read_csv`"]),
    ("class A:\n    def __init__(self): self.solde = 1\nA().sold", ["`.solde`"], ["`.solde`"]),
    ("'a' + 1", ["`str(…)`"], ["`str(…)`"]),
    ("1 + 'a'", ["`int(…)`", "`str(…)`"], ["`int(…)`"]),
    ("'a' - 1", ["`int(…)`"], ["`int(…)`"]),
    ("1 + None", ["`None`", "`return`"], ["`None`"]),
    ("[1] * [2]", ["une liste"], ["a list"]),
    ("'1' < 2", ["se comparent"], ["compared"]),
    ("sum = 1\nsum([1])", ["`sum`", "autre nom"], ["another name"]),
    ("x = [1]\nx(0)", ["crochets"], ["brackets"]),
    ("len[1]", ["parenthèses"], ["parentheses"]),
    ("None[0]", ["`None`"], ["`None`"]),
    ("for i in 5: pass", ["`range(n)`"], ["`range(n)`"]),
    ("def f(a, b): pass\nf(1)", ["Il manque à l'appel", "'b'"], ["lacks"]),
    ("def f(a): pass\nf(1, 2)", ["1 argument(s)", "2"], ["1 argument(s)"]),
    ("def f(a): pass\nf(b=1)", ["`b`"], ["`b`"]),
    ("[1]['a']", ["indices entiers"], ["whole indices"]),
    ("range(1.5)", ["entier"], ["integer"]),
    ("len(5)", ["`len`"], ["`len`"]),
    ("{[1]: 2}", ["tuple"], ["tuple"]),
    ("'ab'[0] = 'c'", ["ne se modifie pas"], ["can't be changed"]),
    ("import json\njson.dumps({1, 2})", ["JSON"], ["JSON"]),
    ("float('12,5')", ["virgule décimale", "replace"], ["decimal comma"]),
    ("float('1\u202f234,5')", ["virgule décimale", "U+202F"], ["U+202F"]),
    ("int('12.5')", ["`int(float(…))`"], ["`int(float(…))`"]),
    ("float('12 €')", ["signe"], ["sign"]),
    ("float('')", ["vide"], ["empty"]),
    ("float('Brest')", ["en-tête", "encodée"], ["header"]),
    ("a, b = [1]", ["1 au lieu de 2"], ["1 instead of 2"]),
    ("a, b = [1, 2, 3]", ["plus de valeurs"], ["more values"]),
    ("[].index(3)", ["`in`"], ["`in`"]),
    ("import math\nmath.sqrt(-1)", ["négatif"], ["negative"]),
    ("max([])", ["vide"], ["empty"]),
    (
        "import datetime\ndatetime.datetime.strptime('14/07/2024', '%Y-%m-%d')",
        ["jour vient en premier"],
        ["day comes first"],
    ),
    ("import pandas as pd\nif pd.Series([1]) > 0: pass", ["`&`", "`.any()`"], ["`&`"]),
    ("import numpy as np\nnp.ones(2) + np.ones(3)", ["(2,)", "(3,)"], ["(2,)"]),
    ("import pandas as pd\npd.DataFrame({'a': [1, 2], 'b': [1]})", ["même longueur"], ["one length"]),
    (
        "import pandas as pd\npd.DataFrame({'a': [1]}).merge(pd.DataFrame({'a': ['1']}), on='a')",
        ["même type"],
        ["one type"],
    ),
    (
        "from sklearn.linear_model import LinearRegression\nLinearRegression().fit([1, 2], [1, 2])",
        ["deux dimensions"],
        ["two dimensions"],
    ),
    (
        "from sklearn.linear_model import LinearRegression\nLinearRegression().fit([[float('nan')]], [1])",
        ["manquantes"],
        ["missing values"],
    ),
    ("from sklearn.linear_model import LinearRegression\nLinearRegression().predict([[1]])", ["`fit`"], ["`fit`"]),
    ("{'a': 1}['b']", ["'b'"], ["'b'"]),
    ("d = {'montant': 1}\nd['Montant']", ["`montant`", "majuscules"], ["capital"]),
    ("d = {'été': 1}\nd['e\u0301te\u0301']", ["composée"], ["composed"]),
    ("import pandas as pd\npd.DataFrame({'montant': [1]})['montnat']", ["`montant`"], ["`montant`"]),
    ("import pandas as pd\npd.DataFrame({'a;b': [1]})['a']", ['sep=";"'], ['sep=";"']),
    ("import pandas as pd\npd.DataFrame({'\ufeffa': [1]})['a']", ["<U+FEFF>a", "utf-8-sig"], ["utf-8-sig"]),
    ("x = [1, 2]\nx[2]", ["2 éléments", "0 à 1"], ["2 items"]),
    ("import numpy as np\nnp.ones(3)[3]", ["indice 3", "3 éléments"], ["index 3"]),
    ("[].pop()", ["vide"], ["empty"]),
    ("1 / 0", ["zéro"], ["zero"]),
    ("def f(n): return f(n)\nf(1)", ["sans fin"], ["without end"]),
    ("next(iter([]))", ["`next(…, défaut)`"], ["`next(…, default)`"]),
    ("assert 1 == 2", ["`assert`"], ["`assert`"]),
    ("open('vente.csv')", ["`ventes.csv`"], ["`ventes.csv`"]),
    ("open('Ventes.CSV')", ["majuscules"], ["capital"]),
    ("open('data/ventes.csv')", ["sans dossier"], ["without a folder"]),
    ("open('C:/Users/moi/ventes.csv')", ["Windows", "`ventes.csv`"], ["Windows"]),
    ("open('autre.json')", ["`ventes.csv`", "`été.csv`"], ["`ventes.csv`"]),
    ("open('latin.txt', encoding='utf-8').read()", ['encoding="latin-1"'], ['encoding="latin-1"']),
    ("import pandas as pd\npd.read_csv('large.csv')", ["La ligne 3", "2 champs au lieu de 1", 'sep=";"'], ["Line 3"]),
    ("import json\njson.loads('{a}')", ["JSON"], ["JSON"]),
    ("import polars", ["`polars`", "pandas"], ["pandas"]),
    ("import panda", ["`pandas`"], ["`pandas`"]),
    ("import sklearn.linear_models", ["`sklearn.linear_model`"], ["`sklearn.linear_model`"]),
    ("import httpx", ["réseau", "`ventes.csv`"], ["network"]),
    ("import sqlite3\nsqlite3.connect(':memory:').execute('SELECT * FROM t')", ["table `t`"], ["table `t`"]),
    ("import sqlite3\nsqlite3.connect(':memory:').execute('SELEC 1')", ["`SELEC`"], ["`SELEC`"]),
    ("from statistics import mean\nmean([])", ["vide"], ["empty"]),
)


class Meant(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="spyrales-")
        self.addCleanup(folder.cleanup)
        self.work = Path(folder.name)
        for name, data in (
            ("ventes.csv", b"a\n1\n"),
            ("été.csv", b"a\n"),
            ("latin.txt", "é".encode("latin-1")),
            ("large.csv", b"a\n1\n2;3,4\n"),
        ):
            (self.work / name).write_bytes(data)

    def help(self, source):
        import os

        context = spyrales_help.Context(source, {}, str(self.work), "submission.py")
        try:
            code = compile(source, "submission.py", "exec", dont_inherit=True)
        except (SyntaxError, ValueError) as error:
            return spyrales_help.syntax(error, context)
        before = os.getcwd()
        namespace = {"__name__": "__main__"}
        try:
            os.chdir(self.work)
            exec(code, namespace)
        except BaseException as error:
            context.names = {name: value for name, value in namespace.items() if not name.startswith("__")}
            return spyrales_help.error(error, context)
        finally:
            os.chdir(before)
        self.fail(f"no error: {source}")

    def test_frequent_errors_have_a_remedy(self):
        for source, french, english in TABLE:
            with self.subTest(source):
                text = self.help(source)
                self.assertIsNotNone(text)
                for piece in french:
                    self.assertIn(piece, text.fr)
                for piece in english:
                    self.assertIn(piece, text.en)
                self.assertNotIn("{", text.fr.replace("{x}", "").replace("{a", ""))
                self.assertNotRegex(text.fr + text.en, "(?i)emscripten|javascript|wasm")

    def test_what_nobody_knows_has_none(self):
        self.assertIsNone(self.help("class E(Exception): pass\nraise E('non')"))
        self.assertIsNone(self.help("raise ValueError('à moi')"))

    def test_python_is_never_taken_for_r(self):
        from spyrales_help.foreign import recognise

        for source in (
            "x = 3\nif x <-1:\n    pass\n",
            "def f(x):\n    # f <- function(x)\n    return {'a': 1}\n",
            "texte = 'df %>% head()'\nprint(c(1))\n",
            "TRUE = True\nd = {}\n}\n",
        ):
            self.assertIsNone(recognise(source), source)


if __name__ == "__main__":
    unittest.main()
