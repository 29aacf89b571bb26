def bilan(montants):
    return {"nombre": len(montants), "total": sum(montants)}


print(bilan(None))
