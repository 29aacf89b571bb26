def bilan(montants)
    return {"nombre": len(montants), "total": sum(montants)}
