# fails: sans_departement, cache


def revenu_par_departement(communes):
    connues = communes.dropna(subset=["revenu_moyen"]).copy()
    connues["masse"] = connues["revenu_moyen"] * connues["menages"]
    totaux = connues.groupby("departement", as_index=False)[["menages", "masse"]].sum()
    totaux["revenu_moyen"] = totaux["masse"] / totaux["menages"]
    return totaux[["departement", "menages", "revenu_moyen"]]
