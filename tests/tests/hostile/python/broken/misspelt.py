def billan(montants):
    return {"nombre": len(montants), "total": sum(montants)}


par_region = 3
