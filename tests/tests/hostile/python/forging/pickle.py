class Piege:
    def __reduce__(self):
        return print, ("exécuté",)

    __reduce_ex__ = __getstate__ = __reduce__


def bilan(montants):
    return Piege()


def par_region(table):
    return [Piege()]
