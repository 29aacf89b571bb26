import numpy as np
import pandas as pd
from scipy import stats
from spyrales import check, expect_close, expect_equal


def marge_attendue(valeurs, niveau):
    connues = valeurs.dropna()
    return stats.t.isf((1 - niveau) / 2, len(connues) - 1) * connues.sem()


def bornes(sub, valeurs, niveau):
    resultat = sub.call("intervalle_moyenne", valeurs, niveau)
    expect_equal(
        isinstance(resultat, (tuple, list)),
        True,
        what={"fr": "« le résultat est un couple »", "en": "“the result is a pair”"},
    )
    expect_equal(len(resultat), 2, what={"fr": "le nombre de bornes", "en": "the number of bounds"})
    nombres = all(isinstance(borne, (int, float)) for borne in resultat)
    expect_equal(nombres, True, what={"fr": "« les deux bornes sont des nombres »", "en": "“both bounds are numbers”"})
    bas, haut = resultat
    expect_equal(
        bool(bas < haut),
        True,
        what={
            "fr": "« la borne basse est inférieure à la borne haute »",
            "en": "“the low bound is below the high bound”",
        },
    )
    return bas, haut


def services(sub):
    delais = sub.read_csv("delais.csv")
    return [delais.loc[delais["service"] == service, "delai"] for service in ["urbanisme", "état civil"]]


@check(
    points=2,
    title={"fr": "L'intervalle est centré sur la moyenne", "en": "The interval is centred on the mean"},
    hint={
        "fr": "Les bornes sont la moyenne moins, et plus, la même marge ; ce ne sont pas des quantiles des données.",
        "en": "The bounds are the mean minus, and plus, the same margin; they are not quantiles of the data.",
    },
)
def centre(sub):
    for valeurs in services(sub):
        bas, haut = bornes(sub, valeurs, sub.parameters["niveau"])
        expect_close(
            (bas + haut) / 2,
            valeurs.mean(),
            what={"fr": "le milieu de l'intervalle", "en": "the middle of the interval"},
        )


@check(
    points=3,
    title={"fr": "La marge au niveau demandé est juste", "en": "The margin at the requested level is right"},
    hint={
        "fr": "La marge multiplie un quantile de `stats.t` par l'erreur-type, qui n'est pas l'écart-type.",
        "en": "The margin multiplies a quantile of `stats.t` by the standard error, which is not the standard deviation.",
    },
)
def marge(sub):
    niveau = sub.parameters["niveau"]
    for valeurs in services(sub):
        bas, haut = bornes(sub, valeurs, niveau)
        expect_close(
            (haut - bas) / 2, marge_attendue(valeurs, niveau), rtol=1e-7, what={"fr": "la marge", "en": "the margin"}
        )


@check(
    points=2,
    title={
        "fr": "L'intervalle s'élargit comme il faut avec le niveau",
        "en": "The interval widens properly with the level",
    },
    hint={
        "fr": "Un intervalle bilatéral laisse la moitié du risque de chaque côté ; la loi est celle de Student, pas la normale.",
        "en": "A two-sided interval leaves half of the risk on each side; the distribution is Student's, not the normal one.",
    },
)
def niveaux(sub):
    # The ratio of two widths depends on the quantiles alone, not on the standard error.
    valeurs = services(sub)[0].head(6)
    largeurs = []
    for niveau in [0.8, 0.99]:
        bas, haut = bornes(sub, valeurs, niveau)
        largeurs.append(haut - bas)
    juste = marge_attendue(valeurs, 0.99) / marge_attendue(valeurs, 0.8)
    expect_close(
        largeurs[1] / largeurs[0],
        juste,
        rtol=1e-7,
        what={"fr": "le rapport des largeurs à 99 % et à 80 %", "en": "the ratio of the widths at 99% and 80%"},
    )


@check(
    points=3,
    title={"fr": "L'intervalle tient sur d'autres échantillons", "en": "The interval holds on other samples"},
    hint={
        "fr": "Que devient *n* quand des valeurs manquent ?",
        "en": "What becomes of *n* when values are missing?",
    },
    hidden=True,
)
def cache(sub):
    rng = np.random.default_rng(sub.seed)
    for taille, niveau in [(5, 0.95), (12, 0.9), (60, 0.99)]:
        valeurs = pd.Series(rng.normal(30, 8, taille))
        valeurs[rng.choice(taille, taille // 4, replace=False)] = np.nan
        bas, haut = bornes(sub, valeurs, niveau)
        ecart = marge_attendue(valeurs, niveau)
        expect_close(bas, valeurs.mean() - ecart, rtol=1e-7)
        expect_close(haut, valeurs.mean() + ecart, rtol=1e-7)
