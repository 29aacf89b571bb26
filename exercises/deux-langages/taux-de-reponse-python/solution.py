def taux_de_reponse(table):
    totaux = table.groupby("territoire", as_index=False)[["envoyes", "reponses"]].sum()
    totaux = totaux[totaux["envoyes"] > 0]
    totaux = totaux.assign(taux=100 * totaux["reponses"] / totaux["envoyes"])
    return totaux.sort_values(["taux", "territoire"], ascending=[False, True])[["territoire", "taux"]].reset_index(drop=True)
