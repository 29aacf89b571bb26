def bilan(montants):
    return {"nombre": len(montants), "total": sum(montants)}


def par_region(table):
    return table.groupby("region", as_index=False)["montant"].sum()
