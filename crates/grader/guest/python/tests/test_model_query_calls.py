"""`expect_model`, `expect_query` and `expect_calls`, end to end."""

import unittest

import sklearn.linear_model  # noqa: F401 (before any process is made, as a snapshot is warmed)
import sklearn.metrics  # noqa: F401
from host import grade

HEAD = """from spyrales import *
import numpy as np, pandas as pd
X = np.arange(20.0).reshape(-1, 1)
y = (X[:, 0] > 9).astype(int)
TABLES = {"communes": pd.DataFrame({"nom": ["Brest", "Lyon", "Nice"], "dep": ["29", "69", "06"], "pop": [140, 520, None]})}
@check
def verifie(sub):
    """


def french(body, source):
    """The message of a check with this body; None if it passes."""
    outcome = grade(HEAD + body + "\n", source).outcome
    if outcome["status"] == "broken":
        raise AssertionError(outcome["trace"])
    return outcome["message"] and outcome["message"]["fr"]


MODEL = (
    "class M:\n    def predict(self, X):\n        return {}\nm = M()\ndef f(X):\n    return {}\nimport numpy as np\n"
)


def model(expression):
    return MODEL.format(expression, expression)


class Models(unittest.TestCase):
    def test_messages(self):
        expectation = "expect_model(sub.value('m'), X, y, at_least=0.8)"
        table = [
            (expectation, model("(X[:, 0] > 9).astype(int)"), None),
            (
                expectation,
                model("(X[:, 0] > 14).astype(int)"),
                "Votre modèle : exactitude de 0.75 sur des données jamais vues, il faut au moins 0.8.",
            ),
            (
                expectation,
                model("np.zeros(3)"),
                "Votre modèle : il faut une prédiction par ligne (20), obtenu un tableau de forme (3,).",
            ),
            (expectation, model("np.full(20, np.nan)"), "Votre modèle : 20 prédictions manquent (`NaN`)."),
            (expectation, model("['a'] * 20"), "Votre modèle : les prédictions doivent être des nombres."),
            (expectation, model("None"), "Votre modèle : il faut une prédiction par ligne, obtenu rien (`None`)."),
            (
                expectation,
                "m = 3",
                "Votre modèle : attendu un modèle ajusté ou ses prédictions, obtenu un nombre entier (`int`).",
            ),
            (
                "expect_model(sub.value('f'), X, X[:, 0], metric='rmse', at_most=0.5)",
                model("X[:, 0] + 1"),
                "Votre modèle : racine de l'erreur quadratique moyenne de 1 sur des données jamais vues, il faut au plus 0.5.",
            ),
            (
                "assert expect_model(sub.call('f', X), X, X[:, 0], metric='mae', at_most=1) == 1",
                model("X[:, 0] + 1"),
                None,
            ),
            (
                "expect_model(sub.value('m'), X, y, metric=lambda truth, got: 0.1, at_least=0.2)",
                model("X[:, 0]"),
                "Votre modèle : score de 0.1 sur des données jamais vues, il faut au moins 0.2.",
            ),
        ]
        for body, source, message in table:
            with self.subTest(message):
                self.assertEqual(french(body, source), message)

    def test_a_model_of_scikit_learn_predicts_where_it_lives(self):
        source = "from sklearn.linear_model import LogisticRegression\nimport numpy as np\nX = np.arange(20.0).reshape(-1, 1)\nm = LogisticRegression().fit(X, X[:, 0] > 9)\n"
        self.assertIsNone(french("expect_model(sub.value('m'), X, y == 1, metric='roc_auc', at_least=0.99)", source))


class Queries(unittest.TestCase):
    def test_messages(self):
        reference = "SELECT nom, pop FROM communes WHERE pop IS NOT NULL ORDER BY pop DESC"
        table = [
            (reference, "", None),
            ("SELECT nom AS NOM, pop AS POP FROM communes WHERE pop > 0", "", None),
            (
                "SELECT nom, pop FROM communes WHERE pop > 0 ORDER BY pop",
                ", ordered=True",
                "Le résultat de la requête : les lignes sont les bonnes, mais pas dans le bon ordre. Regardez `ORDER BY`.",
            ),
            ("SELECT nom, pop FROM communes", "", "Le résultat de la requête : 3 lignes, il en faut 2."),
            ("SELECT nom FROM communes WHERE pop > 0", "", "Le résultat de la requête : 1 colonne, il en faut 2."),
            (
                "SELECT nom, pop AS n FROM communes WHERE pop > 0",
                "",
                "Le résultat de la requête : il manque la colonne `pop`. La colonne `n` est en trop.",
            ),
            ("SELECT nom, pop AS n FROM communes WHERE pop > 0", ", check_names=False", None),
            (
                "SELECT nom, CAST(pop AS TEXT) AS pop FROM communes WHERE pop > 0",
                "",
                "Le résultat de la requête : 2 valeurs diffèrent.\n- ligne où `nom` vaut 'Lyon', colonne `pop` : attendu 520.0, obtenu '520.0'\n- ligne où `nom` vaut 'Brest', colonne `pop` : attendu 140.0, obtenu '140.0'",
            ),
            (
                "SELECT x FROM communes",
                "",
                "Votre requête s'arrête sur une erreur. Aucune table de la requête n'a de colonne `x` ; un texte s'écrit entre apostrophes, `'…'`.\nMessage d'origine : OperationalError: no such column: x",
            ),
            (
                "DROP TABLE communes",
                "",
                "Votre requête s'arrête sur une erreur : OperationalError: attempt to write a readonly database.",
            ),
        ]
        for sql, options, message in table:
            with self.subTest(sql):
                body = f'expect_query(sub, sub.value("sql"), "{reference}", TABLES{options})'
                self.assertEqual(french(body, f'sql = "{sql}"'), message)

    def test_what_is_no_query(self):
        self.assertEqual(
            french('expect_query(sub, sub.value("sql"), "SELECT 1", "")', "sql = 3"),
            "Le résultat de la requête : attendu une requête SQL, sous forme de texte.",
        )

    def test_references_of_other_forms(self):
        script = "CREATE TABLE t (a); INSERT INTO t VALUES (1), (2);"
        for expected in ("[(1,), (2,)]", "pd.DataFrame({'a': [2, 1]})"):
            with self.subTest(expected):
                body = f'expect_query(sub, "SELECT a FROM t", {expected}, "{script}", check_names=False)'
                self.assertIsNone(french(body, ""))


class Calls(unittest.TestCase):
    SOURCE = "import numpy as np\nfrom statistics import mean as m\nimport pandas as pd\ndef f(t):\n    return t.groupby('a').sum()\ndef g(x):\n    return np.linalg.norm(x) + m(x)\n"

    def test_messages(self):
        table = [
            ("expect_calls(sub, 'groupby', 'numpy.linalg.norm', 'statistics.mean')", None),
            ("expect_calls(sub, 'groupby', within='f')", None),
            ("expect_calls(sub, 'merge', 'sum', any_of=True)", None),
            ("expect_no_calls(sub, 'iterrows', 'norm', within='f')", None),
            ("expect_calls(sub, 'merge')", "Votre code doit utiliser `merge`."),
            ("expect_calls(sub, 'groupby', within='g')", "Votre code doit utiliser `groupby`."),
            (
                "expect_calls(sub, 'merge', 'join', any_of=True)",
                "Votre code doit utiliser l'une de ces fonctions : `merge`, `join`.",
            ),
            (
                "expect_no_calls(sub, 'numpy.linalg.norm')",
                "Votre code ne doit pas utiliser `numpy.linalg.norm` (ligne 7).",
            ),
        ]
        for body, message in table:
            with self.subTest(body):
                self.assertEqual(french(body, self.SOURCE), message)


if __name__ == "__main__":
    unittest.main()
