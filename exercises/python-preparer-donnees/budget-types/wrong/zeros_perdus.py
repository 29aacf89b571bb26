# fails: codes_communes, codes_chapitres, autre_exercice
import pandas as pd


def lire_budget(chemin):
    budget = pd.read_csv(chemin, sep=";", decimal=",")
    budget["commune"] = budget["commune"].astype(str)
    budget["chapitre"] = budget["chapitre"].astype(str)
    return budget


def total_depenses(budget, commune):
    return budget[(budget["commune"] == commune) & (budget["sens"] == "D")]["montant"].sum()
