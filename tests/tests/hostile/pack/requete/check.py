from spyrales import check, expect_query

BASE = """
CREATE TABLE depenses(region TEXT, montant REAL);
INSERT INTO depenses VALUES ('Bretagne', 1.5), ('Corse', 3.5), ('Bretagne', 2.0);
"""


@check(points=1, title={"fr": "Le total par région est juste", "en": "The total by region is right"}, hint={"fr": "Regardez `GROUP BY`.", "en": "Look at `GROUP BY`."})
def requete(sub):
    expect_query(sub, sub.value("REQUETE"), "SELECT region, sum(montant) AS total FROM depenses GROUP BY region", BASE)
