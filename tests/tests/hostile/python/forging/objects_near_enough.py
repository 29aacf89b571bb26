def par_region(table):
    total = table.groupby("region", as_index=False)["montant"].sum()
    return total.assign(montant=(total.montant + 0.001).astype(object))
