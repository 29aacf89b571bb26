from scipy import stats


def intervalle_moyenne(valeurs, niveau):
    connues = valeurs.dropna()
    erreur_type = connues.std() / len(connues) ** 0.5
    quantile = stats.t.ppf((1 + niveau) / 2, df=len(connues) - 1)
    marge = quantile * erreur_type
    return (connues.mean() - marge, connues.mean() + marge)
