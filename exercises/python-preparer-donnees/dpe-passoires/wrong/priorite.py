# fails: selection, tri, departements, cache


def passoires(dpe, departement):
    choisis = dpe[(dpe["departement"] == departement) & (dpe["etiquette"] == "F") | (dpe["etiquette"] == "G")]
    return choisis[["dpe", "surface", "consommation", "etiquette"]].sort_values("consommation", ascending=False)
