import pandas as pd


def lire_budget(chemin):
    # Lisez le fichier avec les bons types.
    ...


def total_depenses(budget, commune):
    # Additionnez les dépenses de la commune.
    ...
