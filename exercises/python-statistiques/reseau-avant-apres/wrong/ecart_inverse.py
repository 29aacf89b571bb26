# fails: ecarts, cache
import numpy as np
import pandas as pd
from scipy import stats


def effets(arrets, seuil):
    lignes = []
    for ligne, g in arrets.groupby("ligne"):
        p = stats.ttest_rel(g["avant"], g["apres"]).pvalue
        lignes.append({"ligne": ligne, "ecart": (g["avant"] - g["apres"]).mean(), "p_valeur": p})
    table = pd.DataFrame(lignes).sort_values("p_valeur")
    brutes = table["p_valeur"].to_numpy() * np.arange(len(table), 0, -1)
    table["p_ajustee"] = np.minimum(np.maximum.accumulate(brutes), 1)
    table["significatif"] = table["p_ajustee"] < seuil
    return table
