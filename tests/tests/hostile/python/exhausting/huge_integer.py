def bilan(montants):
    return {"nombre": 1 << 800_000_000, "total": 0}
