# fails: marge, niveaux, cache
from scipy import stats


def intervalle_moyenne(valeurs, niveau):
    v = valeurs.dropna()
    marge = stats.t.ppf(niveau, len(v) - 1) * v.std() / len(v) ** 0.5
    return (v.mean() - marge, v.mean() + marge)
