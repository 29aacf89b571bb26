# fails: correction, cache
import pandas as pd
from scipy import stats


def effets(arrets, seuil):
    lignes = []
    for ligne, g in arrets.groupby("ligne"):
        p = stats.ttest_rel(g["apres"], g["avant"]).pvalue
        lignes.append({"ligne": ligne, "ecart": (g["apres"] - g["avant"]).mean(), "p_valeur": p})
    table = pd.DataFrame(lignes)
    table["p_ajustee"] = (table["p_valeur"] * len(table)).clip(upper=1)
    table["significatif"] = table["p_ajustee"] < seuil
    return table
