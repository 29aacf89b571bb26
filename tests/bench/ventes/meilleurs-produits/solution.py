def meilleurs_produits(ventes, n):
    ventes = ventes.assign(chiffre=ventes["quantite"] * ventes["prix"])
    totaux = ventes.groupby("produit", as_index=False)["chiffre"].sum()
    return totaux.sort_values("chiffre", ascending=False).head(n).reset_index(drop=True)
