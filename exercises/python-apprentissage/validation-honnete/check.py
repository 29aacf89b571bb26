import numpy as np
import pandas as pd
from sklearn.feature_selection import f_classif
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold
from spyrales import check, expect_close


def attendu(X, y, k):
    """The five folds by hand: the choice of columns sees the training rows alone."""
    scores = []
    for train, test in StratifiedKFold(n_splits=5, shuffle=True, random_state=0).split(X, y):
        liens = f_classif(X.iloc[train], y.iloc[train])[0]
        colonnes = np.sort(np.argsort(liens)[-k:])
        modele = LogisticRegression(max_iter=1000).fit(X.iloc[train, colonnes], y.iloc[train])
        scores.append((modele.predict(X.iloc[test, colonnes]) == y.iloc[test].to_numpy()).mean())
    return float(np.mean(scores))


def compare(sub, X, y, k):
    # Three hundredths: a commune on the very border of the classes may tip over, a leak costs far more.
    quoi = {"fr": f"le taux de bonnes réponses pour k = {k}", "en": f"the accuracy for k = {k}"}
    expect_close(sub.call("estimer", X, y, k), attendu(X, y, k), rtol=0.0, atol=0.03, what=quoi)


def bruit(rng, lignes, colonnes):
    X = pd.DataFrame(rng.normal(size=(lignes, colonnes)), columns=[f"v{rang}" for rang in range(colonnes)])
    return X, pd.Series(rng.permutation(np.repeat(["non", "oui"], lignes // 2)))


@check(
    points=3,
    title={"fr": "L'estimation sur les communes est juste", "en": "The estimate on the communes is right"},
    hint={
        "fr": "Regardez `make_pipeline` : ce qui est dans la chaîne est appris à nouveau dans chaque pli.",
        "en": "Look at `make_pipeline`: what is in the chain is learnt again in each fold.",
    },
)
def communes(sub):
    table = sub.read_csv("indicateurs.csv")
    X, y = table.drop(columns="fermeture"), table["fermeture"]
    for k in [5, 20]:
        compare(sub, X, y, k)


@check(
    points=3,
    title={
        "fr": "Sur du bruit pur, l'estimation reste proche du hasard",
        "en": "On pure noise the estimate stays close to chance",
    },
    hint={
        "fr": "Ici aucun indicateur n'est lié à la cible : une bonne estimation trahirait un choix fait en voyant le test.",
        "en": "Here no indicator is related to the target: a good score would betray a choice made while seeing the test.",
    },
)
def hasard(sub):
    rng = np.random.default_rng(2024)
    for k in [10, 30]:
        compare(sub, *bruit(rng, 60, 150), k)


@check(
    points=2,
    title={"fr": "Un vrai lien est reconnu", "en": "A real relationship is recognised"},
    hint={
        "fr": "`cross_val_score` rend cinq taux : renvoyez leur moyenne.",
        "en": "`cross_val_score` returns five accuracies: return their mean.",
    },
)
def signal(sub):
    rng = np.random.default_rng(1810)
    for force in [2.5, 8.0]:
        X, y = bruit(rng, 60, 12)
        X["v3"] += force * (y == "oui")
        compare(sub, X, y, 1)


@check(
    points=2,
    title={"fr": "L'estimation tient sur d'autres données", "en": "The estimate holds on other data"},
    hint={
        "fr": "Le nombre d'indicateurs retenus et la table sont des arguments.",
        "en": "The number of indicators kept and the table are arguments.",
    },
    hidden=True,
)
def cache(sub):
    rng = np.random.default_rng(sub.seed)
    # Links of every strength, in an order that is drawn: no one rate, given by chance, is near them all.
    for force in rng.permutation([0.0, 1.0, 2.0, 4.0]):
        X, y = bruit(rng, 80, 120)
        X["v7"] += force * (y == "oui")
        compare(sub, X, y, int(rng.integers(3, 16)))
