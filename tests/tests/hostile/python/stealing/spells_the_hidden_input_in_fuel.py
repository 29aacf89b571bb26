def bilan(montants):
    for _ in range(int(sum(montants))):
        pass
    return {"nombre": len(montants), "total": sum(montants)}
