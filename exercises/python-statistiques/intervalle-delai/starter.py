from scipy import stats


def intervalle_moyenne(valeurs, niveau):
    # moyenne ± quantile × erreur-type
    ...
