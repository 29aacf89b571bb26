import pandas as pd
from scipy import stats


def effets(arrets, seuil):
    # Un test par ligne de bus, puis une correction sur l'ensemble.
    ...
