import numpy as np
import pandas as pd
from spyrales import check, expect_equal, expect_frame

COLONNES = ["etablissement", "brut", "standardise"]
GRAVITES = ["1-faible", "2-moyenne", "3-forte"]


def attendu(sejours):
    parts = {gravite: (sejours["gravite"] == gravite).mean() for gravite in sejours["gravite"].unique()}
    lignes = []
    for nom, siens in sejours.groupby("etablissement"):
        # The mean of no stay is NaN, and NaN wins the sum: what the rule asks.
        total = sum(part * siens.loc[siens["gravite"] == gravite, "readmis"].mean() for gravite, part in parts.items())
        lignes.append({"etablissement": nom, "brut": 100 * siens["readmis"].mean(), "standardise": 100 * total})
    return pd.DataFrame(lignes)


def obtenu(sub, sejours):
    table = sub.call("taux", sejours)
    if not isinstance(table, pd.DataFrame) or sorted(map(str, table.columns)) != sorted(COLONNES):
        expect_frame(table, attendu(sejours), ignore_column_order=True)  # says what is wrong with its structure
    return table


def compare(sub, sejours, colonnes):
    table, juste = obtenu(sub, sejours), attendu(sejours)
    expect_frame(table[colonnes], juste[colonnes], ignore_row_order=True)


def tirer(rng, mixtes):
    """Stays drawn for each hospital with the given counts per severity."""
    lignes = [
        (nom, gravite, int(rng.random() < 0.08 + 0.12 * rang))
        for nom, effectifs in mixtes.items()
        for rang, (gravite, effectif) in enumerate(zip(GRAVITES, effectifs, strict=True))
        for _ in range(effectif)
    ]
    sejours = pd.DataFrame(lignes, columns=["etablissement", "gravite", "readmis"])
    return sejours.assign(sejour=[f"S{rang:04d}" for rang in range(len(sejours))])


@check(
    points=2,
    title={"fr": "Les taux bruts sont justes", "en": "Crude rates are right"},
    hint={
        "fr": "La moyenne d'une variable qui vaut 0 ou 1 est une part ; le taux demandé est en %.",
        "en": "The mean of a variable that is 0 or 1 is a share; the requested rate is in %.",
    },
)
def brut(sub):
    compare(sub, sub.read_csv("sejours.csv"), ["etablissement", "brut"])


@check(
    points=4,
    title={"fr": "Les taux standardisés sont justes", "en": "Standardised rates are right"},
    hint={
        "fr": "Les poids des gravités sont les mêmes pour tous les établissements : ceux de l'ensemble des séjours (`value_counts`).",
        "en": "The weights of severities are the same for every hospital: those of all stays (`value_counts`).",
    },
)
def standardise(sub):
    compare(sub, sub.read_csv("sejours.csv"), ["etablissement", "standardise"])


@check(
    points=2,
    title={
        "fr": "Une gravité absente rend le taux standardisé manquant",
        "en": "An absent severity makes the standardised rate missing",
    },
    hint={
        "fr": "`sum` saute les valeurs manquantes par défaut : regardez son argument `skipna`.",
        "en": "`sum` skips missing values by default: look at its `skipna` argument.",
    },
)
def gravite_absente(sub):
    sejours = sub.read_csv("sejours.csv")
    # Clinique keeps no severe stay; the other two must still get a figure.
    partie = sejours[~((sejours["etablissement"] == "Clinique") & (sejours["gravite"] == "3-forte"))]
    manquants = obtenu(sub, partie).set_index("etablissement")["standardise"].isna()
    expect_equal(
        {nom: bool(manque) for nom, manque in manquants.items()},
        {"CHU": False, "Clinique": True, "Hôpital local": False},
        what={"fr": "les taux standardisés manquants", "en": "the missing standardised rates"},
    )


@check(
    points=4,
    title={"fr": "La comparaison tient dans une autre région", "en": "The comparison holds in another region"},
    hint={
        "fr": "Les poids de référence changent avec la table, et toutes les gravités ne sont pas partout.",
        "en": "Reference weights change with the table, and not every severity is everywhere.",
    },
    hidden=True,
)
def cache(sub):
    rng = np.random.default_rng(sub.seed)
    sejours = tirer(rng, {"Est": [90, 30, 10], "Ouest": [20, 30, 60], "Île": [25, 15, 0], "Plaine": [40, 40, 40]})
    compare(sub, sejours.sample(frac=1, random_state=3), COLONNES)
