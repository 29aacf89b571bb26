# fails: pourcentages, cache
import pandas as pd


def profils(parc):
    parts = pd.crosstab(parc["periode"], parc["etiquette"], normalize="index") * 100
    return parts.reindex(columns=list("ABCDEFG"), fill_value=0.0).reset_index()
