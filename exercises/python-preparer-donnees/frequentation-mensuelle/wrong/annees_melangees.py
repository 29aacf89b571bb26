# fails: cache
import pandas as pd


def frequentation_mensuelle(validations):
    jours = pd.to_datetime(validations["date"], format="%d/%m/%Y")
    annee = jours.dt.year.max()
    table = validations.assign(mois=f"{annee}-" + jours.dt.strftime("%m"))
    pivot = table.pivot_table(index="mois", columns="ligne", values="validations", aggfunc="sum", fill_value=0)
    return pivot.reset_index()
