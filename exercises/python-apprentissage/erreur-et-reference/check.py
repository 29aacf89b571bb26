import numpy as np
import pandas as pd
from spyrales import check, expect_close, expect_equal, expect_model

VARIABLES = ["surface", "annee", "altitude"]
CIBLE = "consommation"
CLES = ["modele", "reference"]


def previsions(apprentissage, nouveaux):
    """Least squares on centred variables, without the library that the learner uses."""
    x, y = apprentissage[VARIABLES].to_numpy(float), apprentissage[CIBLE].to_numpy(float)
    coefficients, *_ = np.linalg.lstsq(x - x.mean(axis=0), y - y.mean(), rcond=None)
    return y.mean() + (nouveaux[VARIABLES].to_numpy(float) - x.mean(axis=0)) @ coefficients


def erreurs(apprentissage, test):
    verite = test[CIBLE].to_numpy(float)
    modele = np.abs(verite - previsions(apprentissage, test)).mean()
    reference = np.abs(verite - np.median(apprentissage[CIBLE])).mean()
    return {"modele": float(modele), "reference": float(reference)}


def obtenu(sub, apprentissage, test):
    resultat = sub.call("comparer", apprentissage, test)
    if not isinstance(resultat, dict) or set(resultat) != set(CLES):
        expect_equal(resultat, dict.fromkeys(CLES))  # says what is wrong with its structure
    return resultat


def tirer(rng, effectif):
    table = pd.DataFrame(
        {
            "surface": rng.integers(15, 160, effectif),
            "annee": rng.integers(1900, 2022, effectif),
            "altitude": rng.integers(0, 1500, effectif),
        }
    )
    table[CIBLE] = 250 - 1.5 * (table["annee"] - 1960) + 0.08 * table["altitude"] + rng.exponential(60, effectif)
    return table


@check(
    points=3,
    title={"fr": "Les prévisions valent mieux que la médiane", "en": "Predictions beat the median"},
    hint={
        "fr": "Ajustez avec `fit` sur l'apprentissage, prévoyez avec `predict` sur les nouveaux, avec les mêmes colonnes dans le même ordre.",
        "en": "Fit with `fit` on the training data, predict with `predict` on the new ones, with the same columns in the same order.",
    },
)
def predictions(sub):
    apprentissage, test = sub.read_csv("apprentissage.csv"), sub.read_csv("test.csv")
    juste = erreurs(apprentissage, test)
    for colonnes in [VARIABLES, VARIABLES[::-1]]:
        prevues = sub.call("predire", apprentissage, test[colonnes])
        expect_model(prevues, test[VARIABLES], test[CIBLE], metric="mae", at_most=juste["modele"] * 1.001)


@check(
    points=2,
    title={"fr": "L'erreur du modèle est mesurée sur le test", "en": "The model's error is measured on the test data"},
    hint={
        "fr": "Un modèle se juge sur des données qu'il n'a pas vues : regardez `mean_absolute_error`.",
        "en": "A model is judged on data that it has not seen: look at `mean_absolute_error`.",
    },
)
def erreur_modele(sub):
    apprentissage, test = sub.read_csv("apprentissage.csv"), sub.read_csv("test.csv")
    for partie in [test, test.head(30)]:
        juste = erreurs(apprentissage, partie)["modele"]
        expect_close(
            obtenu(sub, apprentissage, partie)["modele"],
            juste,
            rtol=1e-6,
            what={"fr": "l'erreur du modèle", "en": "the model's error"},
        )


@check(
    points=3,
    title={
        "fr": "La référence naïve ne connaît que l'apprentissage",
        "en": "The naive baseline only knows the training data",
    },
    hint={
        "fr": "De quelle table vient la médiane, et sur quelle table se mesure l'erreur ?",
        "en": "Which table does the median come from, and on which table is the error measured?",
    },
)
def erreur_reference(sub):
    apprentissage, test = sub.read_csv("apprentissage.csv"), sub.read_csv("test.csv")
    for partie in [test, test.head(30)]:
        juste = erreurs(apprentissage, partie)["reference"]
        expect_close(
            obtenu(sub, apprentissage, partie)["reference"],
            juste,
            rtol=1e-6,
            what={"fr": "l'erreur de la référence", "en": "the baseline's error"},
        )


@check(
    points=2,
    title={"fr": "La comparaison tient sur d'autres logements", "en": "The comparison holds on other dwellings"},
    hint={
        "fr": "Tout doit venir des deux tables reçues.",
        "en": "Everything must come from the two tables received.",
    },
    hidden=True,
)
def cache(sub):
    rng = np.random.default_rng(sub.seed)
    # An odd number of test rows: the error is then flat around no median but their own.
    apprentissage, test = tirer(rng, 120), tirer(rng, 51)
    resultat, juste = obtenu(sub, apprentissage, test), erreurs(apprentissage, test)
    for cle in CLES:
        expect_close(resultat[cle], juste[cle], rtol=1e-6)
    prevues = sub.call("predire", apprentissage, test[VARIABLES])
    expect_model(prevues, test[VARIABLES], test[CIBLE], metric="mae", at_most=juste["modele"] * 1.001)
