import numpy as np
import pandas as pd
from spyrales import check, expect_close, expect_equal

CLES = ["pente", "ordonnee", "r2"]


def attendu(batiments):
    x, y = batiments["surface"].to_numpy(float), batiments["consommation"].to_numpy(float)
    pente = ((x - x.mean()) * (y - y.mean())).sum() / ((x - x.mean()) ** 2).sum()
    ordonnee = y.mean() - pente * x.mean()
    r2 = 1 - ((y - ordonnee - pente * x) ** 2).sum() / ((y - y.mean()) ** 2).sum()
    return {"pente": pente, "ordonnee": ordonnee, "r2": r2}


def obtenu(sub, batiments):
    resultat = sub.call("ajuster", batiments)
    if not isinstance(resultat, dict) or set(resultat) != set(CLES):
        expect_equal(resultat, dict.fromkeys(CLES))  # says what is wrong with its structure
    return resultat


def jeux(sub):
    """All buildings, then those of two uses: three lines, so that no fixed figure is right."""
    batiments = sub.read_csv("batiments.csv")
    return [batiments, *(batiments[batiments["usage"] == usage] for usage in ["école", "gymnase"])]


@check(
    points=3,
    title={"fr": "La pente et l'ordonnée à l'origine sont justes", "en": "Slope and intercept are right"},
    hint={
        "fr": "Relisez l'aide de `linregress` : quel argument vient en premier, la variable explicative ou l'expliquée ?",
        "en": "Read the help of `linregress` again: which argument comes first, the explanatory or the explained variable?",
    },
)
def droite(sub):
    for batiments in jeux(sub):
        resultat, juste = obtenu(sub, batiments), attendu(batiments)
        expect_close(resultat["pente"], juste["pente"], rtol=1e-7, what={"fr": "la pente", "en": "the slope"})
        expect_close(
            resultat["ordonnee"],
            juste["ordonnee"],
            rtol=1e-7,
            what={"fr": "l'ordonnée à l'origine", "en": "the intercept"},
        )


@check(
    points=2,
    title={"fr": "La part expliquée est juste", "en": "The share explained is right"},
    hint={
        "fr": "R² est un carré : `rvalue` est le coefficient de corrélation.",
        "en": "R² is a square: `rvalue` is the correlation coefficient.",
    },
)
def part_expliquee(sub):
    for batiments in jeux(sub):
        expect_close(obtenu(sub, batiments)["r2"], attendu(batiments)["r2"], rtol=1e-7, what={"fr": "R²", "en": "R²"})


@check(
    points=2,
    title={
        "fr": "La consommation attendue du nouveau bâtiment est juste",
        "en": "The expected consumption of the new building is right",
    },
    hint={
        "fr": "Une prévision additionne l'ordonnée à l'origine et la pente multipliée par la surface.",
        "en": "A prediction adds the intercept to the slope times the area.",
    },
)
def prevision(sub):
    for batiments in jeux(sub):
        juste = attendu(batiments)
        for surface in [sub.parameters["surface"], 100]:
            prevue = juste["ordonnee"] + juste["pente"] * surface
            expect_close(sub.call("consommation_attendue", batiments, surface), prevue, rtol=1e-7)


@check(
    points=3,
    title={"fr": "L'ajustement tient sur d'autres bâtiments", "en": "The fit holds on other buildings"},
    hint={
        "fr": "La relation peut être décroissante et faible : rien ne doit être écrit d'avance.",
        "en": "The relation may be decreasing and weak: nothing must be written beforehand.",
    },
    hidden=True,
)
def cache(sub):
    rng = np.random.default_rng(sub.seed)
    for pente in [-0.2, 0.4]:
        surface = rng.uniform(50, 900, 30)
        batiments = pd.DataFrame({"surface": surface, "consommation": 300 + pente * surface + rng.normal(0, 90, 30)})
        resultat, juste = obtenu(sub, batiments), attendu(batiments)
        for cle in CLES:
            expect_close(resultat[cle], juste[cle], rtol=1e-7)
        prevue = juste["ordonnee"] + juste["pente"] * 640
        expect_close(sub.call("consommation_attendue", batiments, 640), prevue, rtol=1e-7)
