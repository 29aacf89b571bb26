def passoires(dpe, departement):
    choisis = (dpe["departement"] == departement) & dpe["etiquette"].isin(["F", "G"])
    colonnes = ["dpe", "surface", "consommation", "etiquette"]
    return dpe.loc[choisis, colonnes].sort_values("consommation", ascending=False)
