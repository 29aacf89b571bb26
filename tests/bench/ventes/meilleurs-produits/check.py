import numpy as np
import pandas as pd
from spyrales import check, expect_equal, expect_series

rng = np.random.default_rng(7)
VENTES = pd.DataFrame(
    {
        "produit": rng.choice(list("abcdefgh"), 2000),
        "quantite": rng.integers(1, 10, 2000),
        "prix": rng.uniform(1, 100, 2000).round(2),
    }
)
ATTENDU = (VENTES["quantite"] * VENTES["prix"]).groupby(VENTES["produit"]).sum().nlargest(3)


@check(
    title={"fr": "Les bons produits, dans l'ordre", "en": "The right products, in order"},
    hint={"fr": "Regardez `sort_values`.", "en": "Look at `sort_values`."},
)
def produits(sub):
    obtenu = sub.call("meilleurs_produits", VENTES, 3)
    expect_equal(list(obtenu["produit"]), list(ATTENDU.index))


@check(
    title={"fr": "Le chiffre d'affaires est juste", "en": "The turnover is right"},
    hint={"fr": "Regardez `groupby`.", "en": "Look at `groupby`."},
)
def chiffre(sub):
    obtenu = sub.call("meilleurs_produits", VENTES, 3)
    expect_series(obtenu["chiffre"], ATTENDU.reset_index(drop=True), check_name=False)
