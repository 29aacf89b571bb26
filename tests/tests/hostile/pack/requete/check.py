import numpy as np
from spyrales import check, expect_query

BASE = """
CREATE TABLE depenses(region TEXT, montant REAL);
INSERT INTO depenses VALUES ('Bretagne', 1.5), ('Corse', 3.5), ('Bretagne', 2.0);
"""


@check(points=1, title={"fr": "Le total par région est juste", "en": "The total by region is right"}, hint={"fr": "Regardez `GROUP BY`.", "en": "Look at `GROUP BY`."})
def requete(sub):
    expect_query(sub, sub.value("REQUETE"), "SELECT region, sum(montant) AS total FROM depenses GROUP BY region", BASE)


@check(points=1, hidden=True, title={"fr": "Le total est juste dans une autre base", "en": "The total is right in another database"})
def autre_base(sub):
    montants = np.random.default_rng(sub.seed).integers(1, 1000, 2)
    lignes = ", ".join(f"('Eure', {montant})" for montant in montants)
    base = f"CREATE TABLE depenses(region TEXT, montant REAL); INSERT INTO depenses VALUES {lignes};"
    expect_query(sub, sub.value("REQUETE"), "SELECT region, sum(montant) AS total FROM depenses GROUP BY region", base)
