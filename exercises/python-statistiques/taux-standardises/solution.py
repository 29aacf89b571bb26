import pandas as pd


def taux(sejours):
    brut = sejours.groupby("etablissement")["readmis"].mean()
    par_gravite = sejours.pivot_table(index="etablissement", columns="gravite", values="readmis", aggfunc="mean")
    poids = sejours["gravite"].value_counts(normalize=True)
    # `skipna=False` : une gravité absente rend le taux manquant.
    standardise = par_gravite.mul(poids, axis="columns").sum(axis="columns", skipna=False)
    return pd.DataFrame({"brut": 100 * brut, "standardise": 100 * standardise}).reset_index()
