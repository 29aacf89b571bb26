import pandas as pd


def bilan(reel, predit, classe):
    # Quels dossiers sont de la classe ? Lesquels sont annoncés de la classe ?
    ...
