import pandas as pd
from scipy import stats


def test_independance(reponses, seuil):
    # Dressez le tableau croisé, puis testez.
    ...
