import numpy as np
import pandas as pd
from spyrales import check, expect_frame

COLONNES = ["dpe", "surface", "consommation", "etiquette"]


def attendu(dpe, departement):
    choisis = dpe[dpe["departement"].eq(departement) & dpe["etiquette"].isin(["F", "G"])]
    return choisis[COLONNES].sort_values("consommation", ascending=False)


def obtenu(sub, dpe, departement):
    table = sub.call("passoires", dpe, departement)
    if not isinstance(table, pd.DataFrame) or list(table.columns) != COLONNES:
        expect_frame(table, attendu(dpe, departement))  # says what is wrong with its structure
    return table


def lire(sub):
    return sub.read_csv("dpe.csv", dtype={"departement": str})


@check(
    points=3,
    title={"fr": "Les logements demandés, et eux seuls", "en": "The requested dwellings, and only they"},
    hint={
        "fr": "Entre `&` et `|`, lequel passe en premier ? Mettez des parenthèses, ou regardez `isin`.",
        "en": "Which of `&` and `|` goes first? Add parentheses, or look at `isin`.",
    },
)
def selection(sub):
    dpe, departement = lire(sub), sub.parameters["departement"]
    expect_frame(obtenu(sub, dpe, departement), attendu(dpe, departement), ignore_row_order=True)


@check(
    points=2,
    title={"fr": "Les plus fortes consommations viennent en tête", "en": "The heaviest consumers come first"},
    hint={
        "fr": "Regardez l'argument `ascending` de `sort_values`.",
        "en": "Look at the `ascending` argument of `sort_values`.",
    },
)
def tri(sub):
    dpe, departement = lire(sub), sub.parameters["departement"]
    colonne = ["consommation"]
    expect_frame(obtenu(sub, dpe, departement)[colonne], attendu(dpe, departement)[colonne])


@check(
    points=2,
    title={"fr": "La fonction sert pour tous les départements", "en": "The function works for every département"},
    hint={
        "fr": "Le département est un argument : ne l'écrivez pas dans la fonction.",
        "en": "The département is an argument: do not write it inside the function.",
    },
)
def departements(sub):
    dpe = lire(sub)
    for departement in sorted(dpe["departement"].unique()):
        expect_frame(obtenu(sub, dpe, departement), attendu(dpe, departement), ignore_row_order=True)


@check(
    points=3,
    title={
        "fr": "D'autres diagnostics, et un département sans passoire",
        "en": "Other certificates, and a département without any",
    },
    hint={
        "fr": "Vérifiez que tout vient des arguments, et que le tableau vide garde ses colonnes.",
        "en": "Check that everything comes from the arguments, and that the empty table keeps its columns.",
    },
    hidden=True,
)
def cache(sub):
    rng = np.random.default_rng(sub.seed)
    lignes = 120
    dpe = pd.DataFrame(
        {
            "dpe": [f"2469E{numero:05d}K" for numero in range(lignes)],
            "date": "2024-06-01",
            "departement": rng.choice(["2A", "05", "973"], lignes),
            "surface": rng.integers(12, 150, lignes),
            # A permutation: no tie, so that a single order is right.
            "consommation": rng.permutation(lignes) * 4.5 + 20,
            "ges": rng.uniform(1, 120, lignes).round(1),
            "etiquette": rng.choice(list("ABCDEFG"), lignes),
        }
    )
    for departement in ["2A", "05", "973", "48"]:
        expect_frame(obtenu(sub, dpe, departement), attendu(dpe, departement))
