class Boucle:
    def __del__(self):
        while True:
            pass


def bilan(montants):
    return Boucle()
