# fails: montants, total_conserve, sans_epci, tri, cache


def depenses_par_epci(budget, groupements):
    epci = groupements[groupements["nature"].isin(["CC", "CA", "CU", "ME"])]
    jointes = budget.merge(epci, on="commune", how="left")
    jointes["epci"] = jointes["groupement"].fillna("Sans EPCI")
    return jointes.groupby("epci", as_index=False)["montant"].sum().rename(columns={"montant": "depenses"})
