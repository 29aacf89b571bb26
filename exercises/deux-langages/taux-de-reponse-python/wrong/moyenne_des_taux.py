# fails: taux, autres_envois
def taux_de_reponse(table):
    table = table[table["envoyes"] > 0]
    table = table.assign(taux=100 * table["reponses"] / table["envoyes"])
    moyennes = table.groupby("territoire", as_index=False)["taux"].mean()
    return moyennes.sort_values(["taux", "territoire"], ascending=[False, True])[["territoire", "taux"]].reset_index(drop=True)
