# fails: montants, autre_exercice
import pandas as pd


def lire_budget(chemin):
    return pd.read_csv(chemin, sep=";", dtype={"commune": str, "chapitre": str})


def total_depenses(budget, commune):
    return budget[(budget["commune"] == commune) & (budget["sens"] == "D")]["montant"].sum()
