def bilan(montants):
    return bilan(montants)
