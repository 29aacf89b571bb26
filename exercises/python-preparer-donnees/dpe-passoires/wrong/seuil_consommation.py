# fails: selection, tri, departements, cache


def passoires(dpe, departement):
    # L'étiquette est recalculée sur la seule consommation, en oubliant les émissions.
    choisis = dpe[(dpe["departement"] == departement) & (dpe["consommation"] > 330)]
    return choisis[["dpe", "surface", "consommation", "etiquette"]].sort_values("consommation", ascending=False)
