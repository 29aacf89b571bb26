import numpy as np
import pandas as pd
from spyrales import check, expect_close, expect_equal, expect_frame

TYPES = ["DataFrame", "DataFrame", "Series", "Series"]


def morceaux(sub, table, cible, part_test, graine):
    resultat = sub.call("decouper", table, cible, part_test, graine)
    expect_equal(
        isinstance(resultat, (tuple, list)),
        True,
        what={"fr": "« le résultat est un quadruplet »", "en": "“the result is a quadruple”"},
    )
    types = [type(morceau).__name__ for morceau in resultat]
    expect_equal(types, TYPES, what={"fr": "les types des quatre morceaux", "en": "the types of the four pieces"})
    return resultat


def verifie_partition(sub, table, cible, part_test, graine):
    x_train, x_test, y_train, y_test = morceaux(sub, table, cible, part_test, graine)
    variables = [nom for nom in table.columns if nom != cible]
    expect_close(
        len(x_test),
        part_test * len(table),
        atol=1,
        what={"fr": "le nombre de lignes de test", "en": "the number of test rows"},
    )
    # Put back together, the four pieces must be the table that was given.
    x, y = pd.concat([x_train, x_test]), pd.concat([y_train, y_test])
    expect_equal(list(x.columns), variables, what={"fr": "les colonnes de X", "en": "the columns of X"})
    expect_equal(
        sorted(map(str, x.index)),
        sorted(map(str, table.index)),
        what={"fr": "les lignes de X réunies", "en": "the rows of X put together"},
    )
    expect_equal(
        list(y.index),
        list(x.index),
        what={"fr": "les lignes de y, comparées à celles de X", "en": "the rows of y, compared with those of X"},
    )
    expect_frame(x.assign(y=y).loc[table.index], table[variables].assign(y=table[cible]))


def verifie_proportions(sub, table, cible, part_test, graine):
    _, _, _, y_test = morceaux(sub, table, cible, part_test, graine)
    for classe, effectif in table[cible].value_counts().items():
        expect_close(
            int((y_test == classe).sum()),
            part_test * effectif,
            atol=1,
            what={"fr": f"l'effectif de « {classe} » dans le test", "en": f"the count of “{classe}” in the test data"},
        )


def lire(sub):
    return sub.read_csv("aides.csv", index_col="demande")


@check(
    points=3,
    title={
        "fr": "Chaque ligne est d'un seul côté, et la cible hors des variables",
        "en": "Every row is on one side, and the target is not a feature",
    },
    hint={
        "fr": "Retirez la cible avec `drop(columns=…)`, puis découpez X et y ensemble avec `train_test_split`.",
        "en": "Remove the target with `drop(columns=…)`, then split X and y together with `train_test_split`.",
    },
)
def partition(sub):
    verifie_partition(sub, lire(sub), "decision", 0.25, 7)
    verifie_partition(sub, lire(sub), "decision", 0.4, 1)


@check(
    points=3,
    title={"fr": "Chaque décision est représentée en proportion", "en": "Every decision is represented in proportion"},
    hint={
        "fr": "Regardez l'argument `stratify` de `train_test_split`.",
        "en": "Look at the `stratify` argument of `train_test_split`.",
    },
)
def stratification(sub):
    for graine in [0, 1, 2]:
        verifie_proportions(sub, lire(sub), "decision", 0.25, graine)


@check(
    points=2,
    title={"fr": "La graine fixe le tirage", "en": "The seed sets the draw"},
    hint={
        "fr": "Regardez l'argument `random_state` : la graine reçue doit y parvenir.",
        "en": "Look at the `random_state` argument: the seed received must reach it.",
    },
)
def reproductible(sub):
    aides = lire(sub)
    lignes = [sorted(map(str, morceaux(sub, aides, "decision", 0.25, graine)[1].index)) for graine in [5, 5, 6]]
    expect_equal(
        lignes[1],
        lignes[0],
        what={"fr": "les lignes de test de la même graine", "en": "the test rows of the same seed"},
    )
    expect_equal(
        lignes[2] != lignes[0],
        True,
        what={"fr": "« une autre graine donne un autre test »", "en": "“another seed gives other test rows”"},
    )


@check(
    points=2,
    title={"fr": "Le découpage tient sur une autre table", "en": "The split holds on another table"},
    hint={
        "fr": "Le nom de la cible, sa place et la part de test changent.",
        "en": "The name of the target, its place and the share of the test data change.",
    },
    hidden=True,
)
def cache(sub):
    rng = np.random.default_rng(sub.seed)
    effectifs = {"oui": 150, "non": 30, "à revoir": 20}
    table = pd.DataFrame({"avis": [nom for nom, effectif in effectifs.items() for _ in range(effectif)]})
    table["age"] = rng.integers(18, 90, len(table))
    table["montant"] = rng.uniform(0, 5000, len(table)).round(2)
    table.index = pd.Index([f"Z{rang:03d}" for rang in range(len(table))])
    graine = int(rng.integers(0, 1000))
    verifie_partition(sub, table, "avis", 0.3, graine)
    for decalage in range(3):
        verifie_proportions(sub, table, "avis", 0.3, graine + decalage)
