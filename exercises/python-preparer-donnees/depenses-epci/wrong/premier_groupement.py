# fails: montants, sans_epci, cache


def depenses_par_epci(budget, groupements):
    # Une seule ligne par commune, mais la première venue, qui peut être un syndicat.
    premier = groupements.drop_duplicates("commune")
    jointes = budget[budget["sens"] == "D"].merge(premier, on="commune", how="left")
    jointes["epci"] = jointes["groupement"].fillna("Sans EPCI")
    totaux = jointes.groupby("epci", as_index=False)["montant"].sum()
    return totaux.rename(columns={"montant": "depenses"}).sort_values("depenses", ascending=False)
