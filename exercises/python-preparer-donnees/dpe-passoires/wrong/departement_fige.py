# fails: departements, cache, selection, tri


def passoires(dpe, departement):
    choisis = dpe[(dpe["departement"] == "42") & dpe["etiquette"].isin(["F", "G"])]
    return choisis[["dpe", "surface", "consommation", "etiquette"]].sort_values("consommation", ascending=False)
