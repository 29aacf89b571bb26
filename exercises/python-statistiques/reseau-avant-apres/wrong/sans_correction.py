# fails: correction, conclusion, cache
import pandas as pd
from scipy import stats


def effets(arrets, seuil):
    lignes = []
    for ligne, g in arrets.groupby("ligne"):
        p = stats.ttest_rel(g["apres"], g["avant"]).pvalue
        lignes.append({"ligne": ligne, "ecart": (g["apres"] - g["avant"]).mean(), "p_valeur": p, "p_ajustee": p})
    table = pd.DataFrame(lignes)
    table["significatif"] = table["p_valeur"] < seuil
    return table
