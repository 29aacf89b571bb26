FISCALITE_PROPRE = ["CC", "CA", "CU", "ME"]


def depenses_par_epci(budget, groupements):
    depenses = budget[budget["sens"] == "D"]
    epci = groupements[groupements["nature"].isin(FISCALITE_PROPRE)]
    jointes = depenses.merge(epci, on="commune", how="left", validate="many_to_one")
    jointes["epci"] = jointes["groupement"].fillna("Sans EPCI")
    totaux = jointes.groupby("epci", as_index=False)["montant"].sum()
    return totaux.rename(columns={"montant": "depenses"}).sort_values("depenses", ascending=False)
