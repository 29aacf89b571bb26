# fails: dates, totaux, mois_sans_service, cache
import pandas as pd


def frequentation_mensuelle(validations):
    jours = pd.to_datetime(validations["date"], format="%m/%d/%Y", errors="coerce")
    table = validations.assign(mois=jours.dt.strftime("%Y-%m"))
    pivot = table.pivot_table(index="mois", columns="ligne", values="validations", aggfunc="sum", fill_value=0)
    return pivot.reset_index()
