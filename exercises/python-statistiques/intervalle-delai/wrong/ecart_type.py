# fails: marge, cache
from scipy import stats


def intervalle_moyenne(valeurs, niveau):
    v = valeurs.dropna()
    marge = stats.t.ppf((1 + niveau) / 2, len(v) - 1) * v.std()
    return (v.mean() - marge, v.mean() + marge)
