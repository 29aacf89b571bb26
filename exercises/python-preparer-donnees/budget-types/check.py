import numpy as np
import pandas as pd
from spyrales import check, expect_close, expect_equal, expect_frame

COLONNES = ["commune", "exercice", "section", "chapitre", "sens", "montant"]
TEXTES = {"commune": str, "section": str, "chapitre": str, "sens": str}


def attendu(sub, fichier):
    return sub.read_csv(fichier, sep=";", decimal=",", dtype=TEXTES)


def lu(sub, fichier):
    table = sub.call("lire_budget", fichier)
    if not isinstance(table, pd.DataFrame) or list(table.columns) != COLONNES:
        expect_frame(table, attendu(sub, fichier))  # says what is wrong with its structure
    return table


@check(
    points=2,
    title={"fr": "Les codes des communes gardent leur zéro", "en": "Commune codes keep their zero"},
    hint={
        "fr": "Par défaut, `read_csv` devine les types : regardez son argument `dtype`.",
        "en": "By default `read_csv` guesses the types: look at its `dtype` argument.",
    },
)
def codes_communes(sub):
    expect_frame(lu(sub, "budget_2023.csv")[["commune"]], attendu(sub, "budget_2023.csv")[["commune"]])


@check(
    points=2,
    title={"fr": "Les chapitres sont des textes", "en": "Chapters are text"},
    hint={
        "fr": "Une fois le zéro perdu à la lecture, le convertir en texte ne le ramène pas : fixez le type dans `read_csv`.",
        "en": "Once the zero is lost on reading, converting to text does not bring it back: set the type in `read_csv`.",
    },
)
def codes_chapitres(sub):
    colonnes = ["section", "chapitre", "sens"]
    expect_frame(lu(sub, "budget_2023.csv")[colonnes], attendu(sub, "budget_2023.csv")[colonnes])


@check(
    points=2,
    title={"fr": "Les montants sont des nombres", "en": "Amounts are numbers"},
    hint={
        "fr": "`read_csv` a un argument pour le séparateur de colonnes et un autre pour la marque décimale.",
        "en": "`read_csv` has one argument for the column separator and another for the decimal mark.",
    },
)
def montants(sub):
    expect_frame(lu(sub, "budget_2023.csv")[["montant"]], attendu(sub, "budget_2023.csv")[["montant"]])


@check(
    points=1,
    title={"fr": "Un autre exercice se lit de la même façon", "en": "Another year is read in the same way"},
    hint={
        "fr": "La fonction doit lire le fichier désigné par son argument `chemin`.",
        "en": "The function must read the file named by its `chemin` argument.",
    },
)
def autre_exercice(sub):
    table = lu(sub, "budget_2024.csv")
    expect_equal(
        table["exercice"].dtype.kind,
        "i",
        what={"fr": "la famille du type de `exercice`", "en": "the kind of the type of `exercice`"},
    )
    expect_frame(table, attendu(sub, "budget_2024.csv"))


@check(
    points=2,
    title={
        "fr": "Le total des dépenses est juste pour chaque commune",
        "en": "Total expenditure is right for every commune",
    },
    hint={
        "fr": "Combinez deux conditions avec `&`, chacune entre parenthèses, puis additionnez avec `sum`.",
        "en": "Combine two conditions with `&`, each in parentheses, then add up with `sum`.",
    },
)
def total(sub):
    budget = attendu(sub, "budget_2023.csv")
    depenses = budget[budget["sens"] == "D"].groupby("commune")["montant"].sum()
    for commune in depenses.index[:6]:
        expect_close(sub.call("total_depenses", budget, commune), depenses[commune])


@check(
    points=1,
    title={"fr": "Le total reste juste sur un autre budget", "en": "The total stays right on another budget"},
    hint={
        "fr": "Pensez à la commune qui n'a aucune dépense, et n'utilisez que les arguments de la fonction.",
        "en": "Think of the commune without any expenditure, and use nothing but the function's arguments.",
    },
    hidden=True,
)
def total_cache(sub):
    rng = np.random.default_rng(sub.seed)
    lignes = 60
    budget = pd.DataFrame(
        {
            "commune": rng.choice(["01004", "01053", "01283"], lignes),
            "exercice": 2025,
            "section": rng.choice(["F", "I"], lignes),
            "chapitre": rng.choice(["011", "012", "21"], lignes),
            "sens": rng.choice(["D", "R"], lignes),
            "montant": rng.uniform(10, 5000, lignes).round(2),
        }
    )
    for commune in ["01004", "01053", "01283", "01999"]:
        choisies = (budget["commune"] == commune) & (budget["sens"] == "D")
        expect_close(sub.call("total_depenses", budget, commune), budget.loc[choisies, "montant"].sum(), atol=1e-9)
