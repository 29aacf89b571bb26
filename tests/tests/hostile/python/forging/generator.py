def bilan(montants):
    yield {"nombre": len(montants), "total": sum(montants)}
