from scipy import stats


def ajuster(batiments):
    # Quelle variable explique l'autre ?
    ...


def consommation_attendue(batiments, surface): ...
