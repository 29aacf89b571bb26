# fails: total_conserve, sans_epci, cache


def depenses_par_epci(budget, groupements):
    epci = groupements[groupements["nature"].isin(["CC", "CA", "CU", "ME"])]
    jointes = budget[budget["sens"] == "D"].merge(epci, on="commune")
    totaux = jointes.groupby("groupement", as_index=False)["montant"].sum()
    totaux.columns = ["epci", "depenses"]
    return totaux.sort_values("depenses", ascending=False)
