# fails: secret, cache


def revenu_par_departement(communes):
    table = communes.copy()
    table["departement"] = table["departement"].fillna("ND")
    table["masse"] = table["revenu_moyen"] * table["menages"]
    totaux = table.groupby("departement", as_index=False)[["menages", "masse"]].sum()
    totaux["revenu_moyen"] = totaux["masse"] / totaux["menages"]
    return totaux[["departement", "menages", "revenu_moyen"]]
