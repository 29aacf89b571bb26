import pandas as pd


def frequentation_mensuelle(validations):
    jours = pd.to_datetime(validations["date"], format="%d/%m/%Y")
    table = validations.assign(mois=jours.dt.strftime("%Y-%m"))
    pivot = table.pivot_table(index="mois", columns="ligne", values="validations", aggfunc="sum", fill_value=0)
    return pivot.astype("int64").rename_axis(columns=None).reset_index()
