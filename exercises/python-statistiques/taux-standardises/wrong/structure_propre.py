# fails: standardise, cache
import pandas as pd


def taux(sejours):
    lignes = []
    for nom, siens in sejours.groupby("etablissement"):
        # Chaque établissement est pondéré par sa propre structure : on retrouve le taux brut.
        poids = siens["gravite"].value_counts(normalize=True).reindex(sejours["gravite"].unique())
        taux_gravite = siens.groupby("gravite")["readmis"].mean().reindex(poids.index)
        standardise = (poids * taux_gravite).sum(skipna=False)
        lignes.append((nom, 100 * siens["readmis"].mean(), 100 * standardise))
    return pd.DataFrame(lignes, columns=["etablissement", "brut", "standardise"])
