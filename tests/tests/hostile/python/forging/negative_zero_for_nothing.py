def bilan(montants):
    return {"nombre": len(montants), "total": sum(montants) or -0.0}
