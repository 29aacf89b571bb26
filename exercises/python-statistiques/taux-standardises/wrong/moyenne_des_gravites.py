# fails: standardise, cache
import pandas as pd


def taux(sejours):
    par_gravite = sejours.pivot_table(index="etablissement", columns="gravite", values="readmis", aggfunc="mean")
    table = pd.DataFrame({"brut": sejours.groupby("etablissement")["readmis"].mean() * 100})
    table["standardise"] = par_gravite.mean(axis=1, skipna=False) * 100
    return table.reset_index()
