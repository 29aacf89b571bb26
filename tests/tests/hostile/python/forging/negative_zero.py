def bilan(montants):
    return {"nombre": len(montants), "total": -0.0}
