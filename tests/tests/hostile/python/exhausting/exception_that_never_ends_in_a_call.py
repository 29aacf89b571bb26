class Boucle(Exception):
    def __str__(self):
        while True:
            pass

    __repr__ = __str__


def bilan(montants):
    raise Boucle(montants)
