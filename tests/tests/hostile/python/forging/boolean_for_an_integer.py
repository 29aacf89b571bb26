def bilan(montants):
    return {"nombre": len(montants) == 1 or len(montants), "total": sum(montants)}
