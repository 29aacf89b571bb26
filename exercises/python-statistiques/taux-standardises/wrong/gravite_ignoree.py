# fails: gravite_absente, cache
import pandas as pd


def taux(sejours):
    par_gravite = sejours.pivot_table(index="etablissement", columns="gravite", values="readmis", aggfunc="mean")
    poids = sejours["gravite"].value_counts(normalize=True)
    table = pd.DataFrame({"brut": sejours.groupby("etablissement")["readmis"].mean() * 100})
    table["standardise"] = (par_gravite * poids).sum(axis=1) * 100
    return table.reset_index()
