# fails: marge, niveaux, cache
from scipy import stats


def intervalle_moyenne(valeurs, niveau):
    v = valeurs.dropna()
    marge = stats.norm.ppf((1 + niveau) / 2) * v.std() / len(v) ** 0.5
    return (v.mean() - marge, v.mean() + marge)
