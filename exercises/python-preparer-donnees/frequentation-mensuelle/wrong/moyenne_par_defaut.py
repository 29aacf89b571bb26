# fails: totaux, mois_sans_service, cache
import pandas as pd


def frequentation_mensuelle(validations):
    jours = pd.to_datetime(validations["date"], format="%d/%m/%Y")
    table = validations.assign(mois=jours.dt.strftime("%Y-%m"))
    return table.pivot_table(index="mois", columns="ligne", values="validations", fill_value=0).reset_index()
