import pandas as pd


def depenses_par_epci(budget, groupements):
    # Combien de lignes attendez-vous après la jointure ?
    ...
