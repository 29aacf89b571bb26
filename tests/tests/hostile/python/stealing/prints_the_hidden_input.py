def bilan(montants):
    print("entrée", montants)
    return {"nombre": len(montants), "total": sum(montants)}
