# fails: centre, marge, niveaux, cache
def intervalle_moyenne(valeurs, niveau):
    return (valeurs.quantile((1 - niveau) / 2), valeurs.quantile((1 + niveau) / 2))
