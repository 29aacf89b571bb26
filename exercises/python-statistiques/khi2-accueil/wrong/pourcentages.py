# fails: statistique, p_valeur, decision, deux_canaux, cache
import pandas as pd
from scipy import stats


def test_independance(reponses, seuil):
    parts = pd.crosstab(reponses["canal"], reponses["satisfait"], normalize="index") * 100
    test = stats.chi2_contingency(parts, correction=False)
    return {"khi2": test.statistic, "ddl": int(test.dof), "p_valeur": test.pvalue, "rejet": bool(test.pvalue < seuil)}
