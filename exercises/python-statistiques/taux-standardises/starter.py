import pandas as pd


def taux(sejours):
    # Un taux par établissement et par gravité, puis une moyenne pondérée : par quels poids ?
    ...
