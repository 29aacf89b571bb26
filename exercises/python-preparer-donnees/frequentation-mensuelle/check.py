import numpy as np
import pandas as pd
from spyrales import check, expect_equal, expect_frame


def attendu(validations):
    morceaux = validations["date"].str.split("/", expand=True)
    table = validations.assign(mois=morceaux[2] + "-" + morceaux[1])
    totaux = table.groupby(["mois", "ligne"])["validations"].sum().unstack(fill_value=0)
    return totaux.sort_index().sort_index(axis=1).rename_axis(columns=None).reset_index()


def obtenu(sub, validations):
    table = sub.call("frequentation_mensuelle", validations)
    colonnes = ["mois", *sorted(validations["ligne"].unique())]
    if not isinstance(table, pd.DataFrame) or list(table.columns) != colonnes:
        expect_frame(table, attendu(validations))  # says what is wrong with its structure
    return table.rename_axis(columns=None)


def en_entiers(table):
    """The line columns as int64, whatever the width of the integers; floats are refused."""
    lignes = [nom for nom in table.columns if nom != "mois"]
    autres = [nom for nom in lignes if table[nom].dtype.kind not in "iu"]
    quoi = {"fr": "les colonnes qui ne sont pas de type entier", "en": "the columns whose type is not integer"}
    expect_equal(autres, [], what=quoi)
    return table.astype(dict.fromkeys(lignes, "int64"))


@check(
    points=3,
    title={"fr": "Les dates sont lues à la française", "en": "Dates are read the French way"},
    hint={
        "fr": "Ne laissez pas pandas deviner : donnez le `format` à `to_datetime`.",
        "en": "Do not let pandas guess: give `to_datetime` the `format`.",
    },
)
def dates(sub):
    # The first twelve days of each month are the ones where day and month can be swapped.
    validations = sub.read_csv("validations.csv")
    debut = validations[validations["date"].str[:2].astype(int) <= 12]
    expect_frame(obtenu(sub, debut)[["mois"]], attendu(debut)[["mois"]])


@check(
    points=2,
    title={"fr": "Les validations sont additionnées", "en": "Validations are added up"},
    hint={
        "fr": "Par défaut `pivot_table` fait une moyenne : regardez son argument `aggfunc`.",
        "en": "By default `pivot_table` takes a mean: look at its `aggfunc` argument.",
    },
)
def totaux(sub):
    validations = sub.read_csv("validations.csv")
    validations = validations[validations["ligne"] != "N1"]
    expect_frame(obtenu(sub, validations), attendu(validations), ignore_row_order=True)


@check(
    points=2,
    title={
        "fr": "Un mois sans service vaut 0, et tout est entier",
        "en": "A month without service is 0, and everything is an integer",
    },
    hint={
        "fr": "Une case vide devient une valeur manquante, et la colonne un nombre décimal : regardez `fill_value`.",
        "en": "An empty cell becomes a missing value, and the column a decimal number: look at `fill_value`.",
    },
)
def mois_sans_service(sub):
    validations = sub.read_csv("validations.csv")
    validations = validations[validations["date"].str[:2].astype(int) > 12]
    table = en_entiers(obtenu(sub, validations))
    vides = {ligne: int((table[ligne] == 0).sum()) for ligne in ["A", "B", "N1"]}
    expect_equal(
        vides,
        {"A": 0, "B": 0, "N1": 2},
        what={"fr": "le nombre de mois à 0 par ligne", "en": "the number of months at 0 per line"},
    )


@check(
    points=3,
    title={
        "fr": "Le tableau tient sur d'autres années et d'autres lignes",
        "en": "The table holds for other years and lines",
    },
    hint={
        "fr": "Le nom des lignes et les années viennent des données.",
        "en": "The names of lines and the years come from the data.",
    },
    hidden=True,
)
def cache(sub):
    rng = np.random.default_rng(sub.seed)
    lignes = 400
    validations = pd.DataFrame(
        {
            "date": [
                f"{jour:02d}/{mois:02d}/{annee}"
                for jour, mois, annee in zip(
                    rng.integers(1, 29, lignes),
                    rng.integers(1, 13, lignes),
                    rng.choice([2022, 2023], lignes),
                    strict=True,
                )
            ],
            "ligne": rng.choice(["C4", "T2", "12"], lignes),
            "arret": rng.choice(["Gare", "Mairie"], lignes),
            "validations": rng.integers(1, 900, lignes),
        }
    )
    # The last line runs in one year only.
    seule = (validations["ligne"] == "T2") & validations["date"].str.endswith("2022")
    validations = validations[~seule]
    expect_frame(en_entiers(obtenu(sub, validations)), en_entiers(attendu(validations)))
