def meilleurs_produits(ventes, n):
    pass
