import pandas as pd


def revenu_par_departement(communes):
    # Une moyenne pondérée est une somme divisée par une autre.
    ...
