import numpy as np
import pandas as pd
from spyrales import check, expect_close, expect_frame

COLONNES = ["epci", "depenses"]
SANS = "Sans EPCI"


def attendu(budget, groupements):
    epci = groupements[groupements["nature"].isin(["CC", "CA", "CU", "ME"])].set_index("commune")["groupement"]
    depenses = budget[budget["sens"] == "D"]
    cle = depenses["commune"].map(epci).fillna(SANS).rename("epci")
    return (
        depenses["montant"].groupby(cle).sum().rename("depenses").reset_index().sort_values("depenses", ascending=False)
    )


def obtenu(sub, budget, groupements):
    table = sub.call("depenses_par_epci", budget, groupements)
    if not isinstance(table, pd.DataFrame) or list(table.columns) != COLONNES:
        expect_frame(table, attendu(budget, groupements))  # says what is wrong with its structure
    return table


def lire(sub):
    budget = sub.read_csv("budget.csv", dtype={"commune": str, "chapitre": str})
    return budget, sub.read_csv("groupements.csv", dtype={"commune": str})


@check(
    points=2,
    title={"fr": "Les dépenses de chaque EPCI sont justes", "en": "The expenditure of every EPCI is right"},
    hint={
        "fr": "Ne gardez que les dépenses et que les EPCI à fiscalité propre avant de joindre.",
        "en": "Keep only expenditure and only EPCI with their own tax powers before joining.",
    },
)
def montants(sub):
    budget, groupements = lire(sub)
    table, juste = obtenu(sub, budget, groupements), attendu(budget, groupements)
    expect_frame(table[table["epci"] != SANS].dropna(), juste[juste["epci"] != SANS], ignore_row_order=True)


@check(
    points=2,
    title={"fr": "Le total du budget est conservé", "en": "The total of the budget is preserved"},
    hint={
        "fr": "Comptez les lignes avant et après `merge` ; son argument `validate` signale une jointure qui duplique.",
        "en": "Count the rows before and after `merge`; its `validate` argument reports a join that duplicates.",
    },
)
def total_conserve(sub):
    budget, groupements = lire(sub)
    for facteur in [1, 3]:
        budget_multiplie = budget.assign(montant=budget["montant"] * facteur)
        depenses = budget_multiplie.loc[budget["sens"] == "D", "montant"].sum()
        expect_close(obtenu(sub, budget_multiplie, groupements)["depenses"].sum(), depenses)


@check(
    points=2,
    title={"fr": "Les communes sans EPCI ont leur ligne", "en": "Communes without an EPCI have their row"},
    hint={
        "fr": "Regardez l'argument `how` de `merge`, puis ce que `groupby` fait d'une clé manquante.",
        "en": "Look at the `how` argument of `merge`, then at what `groupby` does with a missing key.",
    },
)
def sans_epci(sub):
    budget, groupements = lire(sub)
    table, juste = obtenu(sub, budget, groupements), attendu(budget, groupements)
    expect_frame(table[table["epci"] == SANS], juste[juste["epci"] == SANS])


@check(
    points=1,
    title={"fr": "Les dépenses les plus fortes viennent en tête", "en": "The highest expenditure comes first"},
    hint={
        "fr": "Regardez `sort_values` et son argument `ascending`.",
        "en": "Look at `sort_values` and its `ascending` argument.",
    },
)
def tri(sub):
    budget, groupements = lire(sub)
    # Two budgets whose ranking differs: an order written by hand cannot fit both.
    for chapitres in [["011", "012", "65"], ["012"]]:
        partie = budget[budget["chapitre"].isin(chapitres)]
        table, juste = obtenu(sub, partie, groupements), attendu(partie, groupements)
        communs = juste.loc[juste["epci"] != SANS, ["epci"]]
        # Foreign rows are the business of the other checks: this one looks at the order alone.
        expect_frame(table.loc[table["epci"].isin(communs["epci"]), ["epci"]], communs)


@check(
    points=3,
    title={"fr": "Le calcul tient sur d'autres communes", "en": "The computation holds on other communes"},
    hint={
        "fr": "L'ordre des lignes de la table des groupements ne doit rien changer.",
        "en": "The order of rows in the table of groupings must not matter.",
    },
    hidden=True,
)
def cache(sub):
    rng = np.random.default_rng(sub.seed)
    communes = [f"38{numero:03d}" for numero in range(1, 26)]
    membres = [(commune, rng.choice(["CU du Lac", "CC du Haut", "CA du Bas"])) for commune in communes[:-4]]
    lignes = [(commune, nom, nom[:2]) for commune, nom in membres]
    lignes += [(commune, "SIVU des Alpages", "SIVU") for commune in communes[5:]]
    lignes += [(commune, "SIVOM du Col", "SIVOM") for commune in communes[::3]]
    groupements = pd.DataFrame(lignes, columns=["commune", "groupement", "nature"])
    groupements = groupements.sample(frac=1, random_state=sub.seed % 2**32)
    budget = pd.DataFrame({"commune": communes * 4, "chapitre": np.repeat(["011", "012", "65", "74"], len(communes))})
    budget["sens"] = np.where(budget["chapitre"] == "74", "R", "D")
    budget["montant"] = rng.uniform(1000, 90000, len(budget)).round(2)
    expect_frame(obtenu(sub, budget, groupements), attendu(budget, groupements))
