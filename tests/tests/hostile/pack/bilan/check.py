import numpy as np
import pandas as pd
from spyrales import check, expect_equal, expect_frame

MARQUE = "mot-de-passe-du-formateur"


@check(points=2, title={"fr": "Le bilan est juste", "en": "The summary is right"}, hint={"fr": "Regardez `len` et `sum`.", "en": "Look at `len` and `sum`."})
def bilan(sub):
    expect_equal(sub.call("bilan", [5.0]), {"nombre": 1, "total": 5.0})
    expect_equal(sub.call("bilan", [1.5, 2.0, 4.0]), {"nombre": 3, "total": 7.5})


@check(points=1, hidden=True, title={"fr": "D'autres montants", "en": "Other amounts"}, hint={"fr": "Pensez à la liste vide.", "en": "Think of the empty list."})
def cas_caches(sub):
    secrets = pd.read_csv(sub.hidden("secrets.csv"))["montant"].tolist()
    expect_equal(sub.call("bilan", secrets), {"nombre": 3, "total": 737373.75})
    expect_equal(sub.call("bilan", []), {"nombre": 0, "total": 0})
    drawn = [float(number) for number in np.random.default_rng(sub.seed).integers(1, 1000, 4)]
    expect_equal(sub.call("bilan", drawn), {"nombre": 4, "total": sum(drawn)})


@check(points=2, title={"fr": "Le total par région est juste", "en": "The total by region is right"}, hint={"fr": "Regardez `groupby`.", "en": "Look at `groupby`."})
def regions(sub):
    depenses = sub.read_csv("depenses.csv")
    expect_frame(
        sub.call("par_region", depenses),
        pd.DataFrame({"region": ["Bretagne", "Corse", "Normandie"], "montant": [14.0, 3.5, 6.25]}),
    )
