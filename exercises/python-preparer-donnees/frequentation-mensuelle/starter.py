import pandas as pd


def frequentation_mensuelle(validations):
    # Convertissez les dates, sommez par mois et par ligne, puis pivotez.
    ...
