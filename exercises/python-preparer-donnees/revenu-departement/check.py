import numpy as np
import pandas as pd
from spyrales import check, expect_frame

COLONNES = ["departement", "menages", "revenu_moyen"]


def attendu(communes):
    connues = communes[communes["revenu_moyen"].notna()]
    cle = connues["departement"].fillna("ND").rename("departement")
    menages = connues["menages"].groupby(cle).sum()
    masse = (connues["menages"] * connues["revenu_moyen"]).groupby(cle).sum()
    return pd.DataFrame({"menages": menages, "revenu_moyen": masse / menages}).reset_index()


def obtenu(sub, communes):
    table = sub.call("revenu_par_departement", communes)
    if not isinstance(table, pd.DataFrame) or list(table.columns) != COLONNES:
        expect_frame(table, attendu(communes))  # says what is wrong with its structure
    return table


def lire(sub):
    return sub.read_csv("revenus.csv", dtype={"commune": str, "departement": str})


def localises(table, colonne):
    return table.loc[table["departement"] != "ND", ["departement", colonne]].dropna(subset=["departement"])


@check(
    points=3,
    title={"fr": "Le revenu est pondéré par les ménages", "en": "Income is weighted by households"},
    hint={
        "fr": "Additionnez d'abord les revenus de tous les ménages (`revenu_moyen * menages`), puis divisez.",
        "en": "First add up the incomes of all households (`revenu_moyen * menages`), then divide.",
    },
)
def pondere(sub):
    communes = lire(sub).dropna()
    expect_frame(
        localises(obtenu(sub, communes), "revenu_moyen"),
        localises(attendu(communes), "revenu_moyen"),
        ignore_row_order=True,
    )


@check(
    points=2,
    title={
        "fr": "Les communes au revenu secret n'entrent pas dans le calcul",
        "en": "Communes with a confidential income stay out",
    },
    hint={
        "fr": "`sum` saute les valeurs manquantes, mais pas les ménages d'à côté : regardez `dropna` et son argument `subset`.",
        "en": "`sum` skips missing values, but not the households beside them: look at `dropna` and its `subset` argument.",
    },
)
def secret(sub):
    communes = lire(sub).dropna(subset=["departement"])
    expect_frame(
        localises(obtenu(sub, communes), "menages"),
        localises(attendu(communes), "menages"),
        ignore_row_order=True,
    )


@check(
    points=2,
    title={"fr": "Les communes sans département ont leur ligne", "en": "Communes without a département have their row"},
    hint={
        "fr": "`groupby` écarte les clés manquantes ; donnez-leur un nom avant de grouper, par exemple avec `fillna`.",
        "en": "`groupby` leaves missing keys out; name them before grouping, for instance with `fillna`.",
    },
)
def sans_departement(sub):
    communes = lire(sub).dropna(subset=["revenu_moyen"])
    colonnes = ["departement", "menages"]
    expect_frame(obtenu(sub, communes)[colonnes], attendu(communes)[colonnes], ignore_row_order=True)


@check(
    points=3,
    title={"fr": "Le calcul tient sur d'autres communes", "en": "The computation holds on other communes"},
    hint={
        "fr": "Relisez les trois règles de gestion : elles se combinent.",
        "en": "Read the three business rules again: they combine.",
    },
    hidden=True,
)
def cache(sub):
    rng = np.random.default_rng(sub.seed)
    lignes = 90
    communes = pd.DataFrame(
        {
            "commune": [f"{numero:05d}" for numero in range(lignes)],
            "departement": rng.choice(["2B", "31", "971"], lignes),
            "menages": rng.integers(20, 9000, lignes),
            "revenu_moyen": rng.uniform(15000, 40000, lignes),
        }
    )
    communes.loc[rng.choice(lignes, 12, replace=False), "revenu_moyen"] = np.nan
    communes.loc[rng.choice(lignes, 30, replace=False), "departement"] = None
    expect_frame(obtenu(sub, communes), attendu(communes), ignore_row_order=True)
