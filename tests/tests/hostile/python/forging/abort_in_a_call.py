import os


def bilan(montants):
    os.abort()
