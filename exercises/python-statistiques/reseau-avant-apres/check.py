import numpy as np
import pandas as pd
from scipy import stats
from spyrales import check, expect_frame

COLONNES = ["ligne", "ecart", "p_valeur", "p_ajustee", "significatif"]


def holm(p_valeurs):
    ajustees, plancher = {}, 0.0
    for rang, indice in enumerate(sorted(range(len(p_valeurs)), key=lambda i: p_valeurs[i])):
        plancher = max(plancher, min(1.0, (len(p_valeurs) - rang) * p_valeurs[indice]))
        ajustees[indice] = plancher
    return [ajustees[indice] for indice in range(len(p_valeurs))]


def attendu(arrets, seuil):
    ecarts = (arrets["apres"] - arrets["avant"]).groupby(arrets["ligne"])
    table = pd.DataFrame({"ecart": ecarts.mean()})
    t = ecarts.mean() / ecarts.sem()
    table["p_valeur"] = 2 * stats.t.sf(t.abs(), ecarts.size() - 1)
    table["p_ajustee"] = holm(table["p_valeur"].tolist())
    table["significatif"] = table["p_ajustee"] < seuil
    return table.reset_index()


def obtenu(sub, arrets, seuil=0.05):
    table = sub.call("effets", arrets, seuil)
    if not isinstance(table, pd.DataFrame) or sorted(map(str, table.columns)) != sorted(COLONNES):
        expect_frame(table, attendu(arrets, seuil), ignore_column_order=True)  # says what is wrong with its structure
    return table


def compare(sub, arrets, colonnes, seuil=0.05):
    table, juste = obtenu(sub, arrets, seuil), attendu(arrets, seuil)
    expect_frame(table[colonnes], juste[colonnes], ignore_row_order=True, rtol=1e-7)


def tirer(rng, gains):
    morceaux = []
    for nom, gain in gains.items():
        avant = rng.uniform(50, 900, 9)
        morceaux.append(pd.DataFrame({"ligne": nom, "avant": avant, "apres": avant + rng.normal(gain, 10, 9)}))
    arrets = pd.concat(morceaux, ignore_index=True)
    return arrets.assign(arret=[f"S{rang:03d}" for rang in range(len(arrets))])


@check(
    points=2,
    title={"fr": "L'écart moyen est juste pour chaque ligne", "en": "The mean difference is right for each line"},
    hint={"fr": "Après moins avant, puis `groupby` et `mean`.", "en": "After minus before, then `groupby` and `mean`."},
)
def ecarts(sub):
    compare(sub, sub.read_csv("arrets.csv"), ["ligne", "ecart"])


@check(
    points=3,
    title={"fr": "Le test est adapté au plan de mesure", "en": "The test suits the measurement design"},
    hint={
        "fr": "Les deux mesures viennent du même arrêt : comparez `ttest_ind` et `ttest_rel`.",
        "en": "Both measures come from the same stop: compare `ttest_ind` and `ttest_rel`.",
    },
)
def appariement(sub):
    compare(sub, sub.read_csv("arrets.csv"), ["ligne", "p_valeur"])


@check(
    points=2,
    title={
        "fr": "Les p-valeurs sont corrigées par la méthode de Holm",
        "en": "p-values are adjusted with Holm's method",
    },
    hint={
        "fr": "Le multiplicateur baisse d'un rang à l'autre, et une p-valeur corrigée ne redescend jamais : regardez `numpy.maximum.accumulate`.",
        "en": "The multiplier falls from one rank to the next, and an adjusted p-value never goes down: look at `numpy.maximum.accumulate`.",
    },
)
def correction(sub):
    compare(sub, sub.read_csv("arrets.csv"), ["ligne", "p_ajustee"])


@check(
    points=2,
    title={"fr": "La conclusion porte sur la p-valeur corrigée", "en": "The conclusion rests on the adjusted p-value"},
    hint={
        "fr": "Comparez au seuil la p-valeur corrigée, pas la p-valeur brute ; le seuil est un argument.",
        "en": "Compare the adjusted p-value with the threshold, not the raw one; the threshold is an argument.",
    },
)
def conclusion(sub):
    arrets = sub.read_csv("arrets.csv")
    # Between the raw and the adjusted p-value of a line, the two conclusions differ.
    table = attendu(arrets, 0.05)
    ecart = table[table["p_ajustee"] > 1.2 * table["p_valeur"]].iloc[0]
    entre = float((ecart["p_valeur"] + ecart["p_ajustee"]) / 2)
    for seuil in [entre, 0.05]:
        compare(sub, arrets, ["ligne", "significatif"], seuil)


@check(
    points=3,
    title={"fr": "L'analyse tient sur un autre réseau", "en": "The analysis holds on another network"},
    hint={
        "fr": "D'autres lignes, dans un autre ordre, avec des effets très proches les uns des autres.",
        "en": "Other lines, in another order, with effects very close to one another.",
    },
    hidden=True,
)
def cache(sub):
    rng = np.random.default_rng(sub.seed)
    arrets = tirer(rng, {"Z": 0, "T1": 8, "K": 8, "T2": 9, "M": -8, "P": 30})
    melange = arrets.sample(frac=1, random_state=7)
    for seuil in [0.01, 0.1]:
        compare(sub, melange, COLONNES, seuil)
