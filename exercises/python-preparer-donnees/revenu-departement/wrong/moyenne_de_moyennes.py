# fails: pondere, cache


def revenu_par_departement(communes):
    connues = communes.dropna(subset=["revenu_moyen"]).copy()
    connues["departement"] = connues["departement"].fillna("ND")
    return connues.groupby("departement", as_index=False).agg(
        menages=("menages", "sum"), revenu_moyen=("revenu_moyen", "mean")
    )
