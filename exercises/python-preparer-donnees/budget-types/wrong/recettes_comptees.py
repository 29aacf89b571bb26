# fails: total, total_cache
import pandas as pd


def lire_budget(chemin):
    return pd.read_csv(chemin, sep=";", decimal=",", dtype={"commune": str, "chapitre": str})


def total_depenses(budget, commune):
    return budget[budget["commune"] == commune]["montant"].sum()
