import numpy as np
import pandas as pd
from spyrales import check, expect_close, expect_equal

CLES = ["effectif", "moyenne", "mediane", "q1", "q3", "ecart_type"]


def obtenu(sub, durees):
    resultat = sub.call("resume", durees)
    if not isinstance(resultat, dict) or set(resultat) != set(CLES):
        expect_equal(resultat, dict.fromkeys(CLES))  # says what is wrong with its structure
    return resultat


def series(sub):
    """The stays of each hospital: several series, so that no fixed figure is right."""
    sejours = sub.read_csv("sejours.csv")
    return [groupe["duree"] for _, groupe in sejours.groupby("etablissement")]


@check(
    points=2,
    title={"fr": "L'effectif compte les durées connues", "en": "The count is of known lengths"},
    hint={
        "fr": "`len` compte aussi les valeurs manquantes ; regardez `count`.",
        "en": "`len` also counts missing values; look at `count`.",
    },
)
def effectif(sub):
    for durees in series(sub):
        expect_equal(
            obtenu(sub, durees)["effectif"], int(durees.notna().sum()), what={"fr": "l'effectif", "en": "the count"}
        )


@check(
    points=3,
    title={"fr": "La moyenne et la médiane sont justes", "en": "Mean and median are right"},
    hint={
        "fr": "Un séjour en cours n'est pas un séjour de 0 jour. Et laquelle des deux résiste aux longs séjours ?",
        "en": "A stay in progress is not a stay of 0 days. And which of the two resists long stays?",
    },
)
def centre(sub):
    for durees in series(sub):
        connues, resultat = durees.dropna(), obtenu(sub, durees)
        expect_close(resultat["moyenne"], connues.mean(), what={"fr": "la moyenne", "en": "the mean"})
        expect_close(resultat["mediane"], connues.median(), what={"fr": "la médiane", "en": "the median"})


@check(
    points=2,
    title={"fr": "Les quartiles et l'écart-type sont justes", "en": "Quartiles and standard deviation are right"},
    hint={
        "fr": "Regardez `quantile` ; `numpy.std` et `Series.std` ne divisent pas par le même nombre (argument `ddof`).",
        "en": "Look at `quantile`; `numpy.std` and `Series.std` do not divide by the same number (argument `ddof`).",
    },
)
def dispersion(sub):
    for durees in series(sub):
        connues, resultat = durees.dropna(), obtenu(sub, durees)
        expect_close(
            resultat["q1"], connues.quantile(0.25), what={"fr": "le premier quartile", "en": "the first quartile"}
        )
        expect_close(
            resultat["q3"], connues.quantile(0.75), what={"fr": "le troisième quartile", "en": "the third quartile"}
        )
        expect_close(resultat["ecart_type"], connues.std(), what={"fr": "l'écart-type", "en": "the standard deviation"})


@check(
    points=3,
    title={"fr": "Le résumé tient sur d'autres durées", "en": "The summary holds on other lengths"},
    hint={
        "fr": "Les durées peuvent être décimales, et les manquantes nombreuses.",
        "en": "Lengths may be decimal, and missing ones numerous.",
    },
    hidden=True,
)
def cache(sub):
    rng = np.random.default_rng(sub.seed)
    for taille in [9, 40]:
        durees = pd.Series(rng.exponential(6, taille))
        durees[rng.choice(taille, taille // 3, replace=False)] = np.nan
        connues, resultat = durees.dropna(), obtenu(sub, durees)
        expect_equal(resultat["effectif"], len(connues))
        expect_close(resultat["moyenne"], connues.sum() / len(connues))
        expect_close(resultat["mediane"], np.median(connues))
        expect_close(resultat["q1"], np.percentile(connues, 25))
        expect_close(resultat["q3"], np.percentile(connues, 75))
        expect_close(resultat["ecart_type"], np.std(connues.to_numpy(), ddof=1))
