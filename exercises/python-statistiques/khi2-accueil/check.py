import numpy as np
import pandas as pd
from scipy import stats
from spyrales import check, expect_close, expect_equal

CLES = ["khi2", "ddl", "p_valeur", "rejet"]


def attendu(reponses):
    effectifs = reponses.groupby(["canal", "satisfait"]).size().unstack(fill_value=0).to_numpy()
    theoriques = np.outer(effectifs.sum(axis=1), effectifs.sum(axis=0)) / effectifs.sum()
    khi2 = ((effectifs - theoriques) ** 2 / theoriques).sum()
    ddl = (effectifs.shape[0] - 1) * (effectifs.shape[1] - 1)
    return {"khi2": float(khi2), "ddl": ddl, "p_valeur": float(stats.chi2.sf(khi2, ddl))}


def obtenu(sub, reponses, seuil=0.05):
    resultat = sub.call("test_independance", reponses, seuil)
    if not isinstance(resultat, dict) or set(resultat) != set(CLES):
        expect_equal(resultat, dict.fromkeys(CLES))  # says what is wrong with its structure
    return resultat


def tirer(rng, taux, effectif):
    canal = rng.choice(list(taux), effectif)
    satisfait = rng.random(effectif) < np.array([taux[nom] for nom in canal])
    return pd.DataFrame({"canal": canal, "satisfait": np.where(satisfait, "oui", "non")})


@check(
    points=2,
    title={"fr": "La statistique du χ² est juste", "en": "The χ² statistic is right"},
    hint={
        "fr": "Le test porte sur des effectifs, pas sur des pourcentages : regardez `crosstab` et `chi2_contingency`.",
        "en": "The test works on counts, not on percentages: look at `crosstab` and `chi2_contingency`.",
    },
)
def statistique(sub):
    reponses = sub.read_csv("accueil.csv")
    for partie in [reponses, reponses.head(150)]:
        expect_close(obtenu(sub, partie)["khi2"], attendu(partie)["khi2"], rtol=1e-7, what={"fr": "le χ²", "en": "χ²"})


@check(
    points=2,
    title={
        "fr": "La p-valeur et les degrés de liberté sont justes",
        "en": "The p-value and degrees of freedom are right",
    },
    hint={
        "fr": "`chi2_contingency` rend un résultat dont les attributs sont `statistic`, `pvalue`, `dof`.",
        "en": "`chi2_contingency` returns a result whose attributes are `statistic`, `pvalue`, `dof`.",
    },
)
def p_valeur(sub):
    reponses = sub.read_csv("accueil.csv")
    for partie in [reponses, reponses.head(150)]:
        resultat, juste = obtenu(sub, partie), attendu(partie)
        expect_equal(
            resultat["ddl"],
            juste["ddl"],
            what={"fr": "le nombre de degrés de liberté", "en": "the number of degrees of freedom"},
        )
        expect_close(
            resultat["p_valeur"], juste["p_valeur"], rtol=1e-7, what={"fr": "la p-valeur", "en": "the p-value"}
        )


@check(
    points=2,
    title={"fr": "La décision suit le seuil", "en": "The decision follows the threshold"},
    hint={
        "fr": "Une petite p-valeur dit que les données seraient surprenantes si les deux variables étaient indépendantes.",
        "en": "A small p-value says that the data would be surprising if the two variables were independent.",
    },
)
def decision(sub):
    reponses = sub.read_csv("accueil.csv")
    p = attendu(reponses)["p_valeur"]
    for seuil, rejet in [(p * 0.9, False), (min(1.0, p * 1.1), True)]:
        decide = obtenu(sub, reponses, seuil)["rejet"]
        expect_equal(
            decide, rejet, what={"fr": f"`rejet` au seuil {seuil:.4f}", "en": f"`rejet` at threshold {seuil:.4f}"}
        )


@check(
    points=1,
    title={"fr": "Deux canaux se comparent sans correction", "en": "Two channels are compared without correction"},
    hint={
        "fr": "Pour un tableau à deux lignes et deux colonnes, `chi2_contingency` corrige par défaut : regardez `correction`.",
        "en": "For a table of two rows and two columns, `chi2_contingency` corrects by default: look at `correction`.",
    },
)
def deux_canaux(sub):
    # Drawn, so that the percentages that a wrong answer would test cannot happen to be the counts.
    reponses = tirer(np.random.default_rng(sub.seed), {"guichet": 0.8, "en ligne": 0.6}, 70)
    effectifs = pd.crosstab(reponses["canal"], reponses["satisfait"])
    expect_close(
        obtenu(sub, reponses)["khi2"],
        attendu(reponses)["khi2"],
        rtol=1e-7,
        what={
            "fr": f"le χ² pour les effectifs {effectifs.to_numpy().tolist()}",
            "en": f"χ² for the counts {effectifs.to_numpy().tolist()}",
        },
    )


@check(
    points=3,
    title={"fr": "Le test tient sur d'autres enquêtes", "en": "The test holds on other surveys"},
    hint={
        "fr": "Le nombre de canaux et celui des modalités de réponse peuvent changer.",
        "en": "The number of channels and that of answers may change.",
    },
    hidden=True,
)
def cache(sub):
    rng = np.random.default_rng(sub.seed + 1)
    quatre = tirer(rng, {"guichet": 0.7, "en ligne": 0.6, "courrier": 0.4, "téléphone": 0.6}, 300)
    trois_reponses = quatre.assign(satisfait=rng.choice(["oui", "non", "sans avis"], len(quatre)))
    for reponses in [quatre, trois_reponses]:
        resultat, juste = obtenu(sub, reponses), attendu(reponses)
        for cle in ["khi2", "ddl", "p_valeur"]:
            expect_close(resultat[cle], juste[cle], rtol=1e-7)
        expect_equal(resultat["rejet"], juste["p_valeur"] < 0.05)
