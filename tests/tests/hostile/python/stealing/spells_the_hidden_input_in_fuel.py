def bilan(montants):
    for _ in range(int(sum(montants)) * 20):
        pass
    return {"nombre": len(montants), "total": sum(montants)}
