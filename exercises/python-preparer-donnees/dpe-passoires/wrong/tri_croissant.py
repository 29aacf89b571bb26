# fails: tri, cache


def passoires(dpe, departement):
    choisis = dpe[(dpe["departement"] == departement) & dpe["etiquette"].isin(["F", "G"])]
    return choisis[["dpe", "surface", "consommation", "etiquette"]].sort_values("consommation")
