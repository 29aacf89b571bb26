import numpy as np
import pandas as pd
from spyrales import check, expect_close, expect_equal, expect_frame

ETIQUETTES = list("ABCDEFG")


def attendu(parc):
    lignes = []
    for periode, groupe in parc.groupby("periode"):
        par_etiquette = {e: groupe.loc[groupe["etiquette"] == e, "logements"].sum() for e in ETIQUETTES}
        lignes.append({"periode": periode} | {e: 100 * n / groupe["logements"].sum() for e, n in par_etiquette.items()})
    return pd.DataFrame(lignes)


def obtenu(sub, parc):
    table = sub.call("profils", parc)
    if not isinstance(table, pd.DataFrame) or list(table.columns) != ["periode", *ETIQUETTES]:
        expect_frame(table, attendu(parc))  # says what is wrong with its structure
    nombres = all(table[etiquette].dtype.kind in "iuf" for etiquette in ETIQUETTES)
    expect_equal(
        nombres,
        True,
        what={"fr": "« les sept colonnes contiennent des nombres »", "en": "“the seven columns hold numbers”"},
    )
    return table.rename_axis(columns=None)


@check(
    points=2,
    title={"fr": "Chaque période totalise 100", "en": "Every period adds up to 100"},
    hint={
        "fr": "Divisez chaque ligne par son propre total : regardez `div` et son argument `axis`, ou `normalize` de `crosstab`.",
        "en": "Divide each row by its own total: look at `div` and its `axis` argument, or `normalize` of `crosstab`.",
    },
)
def total_par_periode(sub):
    parc = sub.read_csv("parc.csv", dtype={"departement": str})
    table = obtenu(sub, parc)
    expect_equal(set(table["periode"]), set(parc["periode"]), what={"fr": "les périodes", "en": "the periods"})
    for _, ligne in table.iterrows():
        expect_close(
            float(ligne[ETIQUETTES].sum()),
            100.0,
            what={"fr": f"le total de « {ligne['periode']} »", "en": f"the total of “{ligne['periode']}”"},
        )


@check(
    points=3,
    title={"fr": "Les pourcentages comptent des logements", "en": "Percentages count dwellings"},
    hint={
        "fr": "Une ligne de la table n'est pas un logement : le nombre à additionner est dans `logements`.",
        "en": "A row of the table is not a dwelling: the number to add up is in `logements`.",
    },
)
def pourcentages(sub):
    parc = sub.read_csv("parc.csv", dtype={"departement": str})
    expect_frame(obtenu(sub, parc), attendu(parc), ignore_row_order=True)


@check(
    points=2,
    title={"fr": "Une étiquette absente a sa colonne à 0", "en": "An absent rating has its column at 0"},
    hint={
        "fr": "Regardez `reindex` et son argument `fill_value`.",
        "en": "Look at `reindex` and its `fill_value` argument.",
    },
)
def etiquette_absente(sub):
    parc = sub.read_csv("parc.csv", dtype={"departement": str})
    parc = parc[(parc["etiquette"] != "A") & (parc["departement"] == "38")]
    table = obtenu(sub, parc)
    expect_equal(len(table), parc["periode"].nunique(), what={"fr": "le nombre de lignes", "en": "the number of rows"})
    expect_equal(
        bool(table["A"].eq(0).all()),
        True,
        what={"fr": "« la colonne `A` ne contient que des 0 »", "en": "“column `A` only holds 0”"},
    )


@check(
    points=3,
    title={"fr": "Les profils tiennent sur un autre parc", "en": "Profiles hold on another housing stock"},
    hint={
        "fr": "D'autres périodes, d'autres effectifs, plusieurs lignes pour la même étiquette.",
        "en": "Other periods, other counts, several rows for the same rating.",
    },
    hidden=True,
)
def cache(sub):
    rng = np.random.default_rng(sub.seed)
    lignes = 70
    parc = pd.DataFrame(
        {
            "departement": rng.choice(["29", "56"], lignes),
            "periode": rng.choice(["avant 1919", "1919-1945", "depuis 1946"], lignes),
            "etiquette": rng.choice(list("BCDEG"), lignes),
            "logements": rng.integers(1, 4000, lignes),
        }
    )
    expect_frame(obtenu(sub, parc), attendu(parc), ignore_row_order=True)
