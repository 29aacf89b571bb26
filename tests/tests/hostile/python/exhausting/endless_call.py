def bilan(montants):
    while True:
        pass
