def bilan(montants):
    deep = []
    for _ in range(200_000):
        deep = [deep]
    return deep
