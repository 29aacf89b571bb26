import collections.abc


class Boucle(dict):
    def items(self):
        while True:
            yield "nombre", 1

    keys = __iter__ = items


def bilan(montants):
    return Boucle(nombre=len(montants), total=sum(montants))
