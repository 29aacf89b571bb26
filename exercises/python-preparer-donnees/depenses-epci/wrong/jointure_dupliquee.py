# fails: montants, total_conserve, sans_epci, cache


def depenses_par_epci(budget, groupements):
    jointes = budget[budget["sens"] == "D"].merge(groupements, on="commune", how="left")
    jointes["epci"] = jointes["groupement"].fillna("Sans EPCI")
    totaux = jointes.groupby("epci", as_index=False)["montant"].sum()
    return totaux.rename(columns={"montant": "depenses"}).sort_values("depenses", ascending=False)
