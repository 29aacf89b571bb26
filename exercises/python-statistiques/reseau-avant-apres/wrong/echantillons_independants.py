# fails: appariement, correction, conclusion, cache
import numpy as np
import pandas as pd
from scipy import stats


def holm(p):
    ordre = np.argsort(p)
    ajustees = np.empty(len(p))
    ajustees[ordre] = np.minimum(np.maximum.accumulate(np.arange(len(p), 0, -1) * p[ordre]), 1)
    return ajustees


def effets(arrets, seuil):
    lignes = []
    for ligne, g in arrets.groupby("ligne"):
        p = stats.ttest_ind(g["apres"], g["avant"]).pvalue
        lignes.append({"ligne": ligne, "ecart": g["apres"].mean() - g["avant"].mean(), "p_valeur": p})
    table = pd.DataFrame(lignes)
    table["p_ajustee"] = holm(table["p_valeur"].to_numpy())
    table["significatif"] = table["p_ajustee"] < seuil
    return table
