def bilan(montants):
    cycle = []
    cycle.append(cycle)
    return cycle
