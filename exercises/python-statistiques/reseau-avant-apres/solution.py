import numpy as np
import pandas as pd
from scipy import stats


def holm(p_valeurs):
    ordre = np.argsort(p_valeurs)
    facteurs = np.arange(len(p_valeurs), 0, -1)
    triees = np.maximum.accumulate(facteurs * p_valeurs[ordre])
    ajustees = np.empty(len(p_valeurs))
    ajustees[ordre] = np.minimum(triees, 1.0)
    return ajustees


def effets(arrets, seuil):
    lignes = []
    for ligne, groupe in arrets.groupby("ligne"):
        test = stats.ttest_rel(groupe["apres"], groupe["avant"])
        ecart = (groupe["apres"] - groupe["avant"]).mean()
        lignes.append({"ligne": ligne, "ecart": ecart, "p_valeur": test.pvalue})
    table = pd.DataFrame(lignes)
    table["p_ajustee"] = holm(table["p_valeur"].to_numpy())
    table["significatif"] = table["p_ajustee"] < seuil
    return table
