# fails: cache
from scipy import stats


def intervalle_moyenne(valeurs, niveau):
    n = len(valeurs)
    marge = stats.t.ppf((1 + niveau) / 2, n - 1) * valeurs.std() / n**0.5
    return (valeurs.mean() - marge, valeurs.mean() + marge)
