def par_region(table):
    total = table.groupby("region", as_index=False)["montant"].sum()
    return total.assign(montant=float("inf"))
