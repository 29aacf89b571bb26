import pandas as pd


def lire_budget(chemin):
    textes = {"commune": str, "section": str, "chapitre": str, "sens": str}
    return pd.read_csv(chemin, sep=";", decimal=",", dtype=textes)


def total_depenses(budget, commune):
    depenses = (budget["commune"] == commune) & (budget["sens"] == "D")
    return budget.loc[depenses, "montant"].sum()
