# fails: decision, cache
import pandas as pd
from scipy import stats


def test_independance(reponses, seuil):
    effectifs = pd.crosstab(reponses["canal"], reponses["satisfait"])
    test = stats.chi2_contingency(effectifs, correction=False)
    return {"khi2": test.statistic, "ddl": int(test.dof), "p_valeur": test.pvalue, "rejet": bool(test.pvalue > seuil)}
