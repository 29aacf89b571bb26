import itertools


def bilan(montants):
    return itertools.count()
