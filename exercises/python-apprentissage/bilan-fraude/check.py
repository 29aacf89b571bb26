import numpy as np
import pandas as pd
from spyrales import check, expect_close, expect_equal

COMPTES = ["vrais_positifs", "faux_positifs", "faux_negatifs", "vrais_negatifs"]
TAUX = ["rappel", "precision"]
CLES = COMPTES + TAUX


def attendu(reel, predit, classe):
    paires = [(r == classe, p == classe) for r, p in zip(reel, predit, strict=True)]
    vp, fp, fn, vn = (paires.count(cas) for cas in [(True, True), (False, True), (True, False), (False, False)])
    rappel = vp / (vp + fn) if vp + fn else 0.0
    precision = vp / (vp + fp) if vp + fp else 0.0
    return dict(zip(CLES, [vp, fp, fn, vn, rappel, precision], strict=True))


def obtenu(sub, reel, predit, classe):
    resultat = sub.call("bilan", reel, predit, classe)
    if not isinstance(resultat, dict) or set(resultat) != set(CLES):
        expect_equal(resultat, dict.fromkeys(CLES))  # says what is wrong with its structure
    return resultat


def compare(sub, reel, predit, classe, cles):
    resultat, juste = obtenu(sub, reel, predit, classe), attendu(reel, predit, classe)
    for cle in cles:
        expect_close(
            resultat[cle],
            juste[cle],
            what={"fr": f"`{cle}` pour la classe « {classe} »", "en": f"`{cle}` for the class “{classe}”"},
        )


def lire(sub):
    controles = sub.read_csv("controles.csv")
    return controles["reel"], controles["predit"]


@check(
    points=3,
    title={"fr": "Les quatre comptes sont justes pour les fraudes", "en": "The four counts are right for frauds"},
    hint={
        "fr": "`confusion_matrix` range les classes par ordre alphabétique : regardez son argument `labels`, ou comptez vous-même.",
        "en": "`confusion_matrix` sorts classes alphabetically: look at its `labels` argument, or count yourself.",
    },
)
def comptes(sub):
    reel, predit = lire(sub)
    for debut in [0, 120]:
        compare(sub, reel[debut:], predit[debut:], "fraude", COMPTES)


@check(
    points=3,
    title={"fr": "Rappel et précision sont justes pour les fraudes", "en": "Recall and precision are right for frauds"},
    hint={
        "fr": "Le rappel se rapporte aux fraudes réelles, la précision aux fraudes annoncées : regardez `recall_score`, `precision_score` et `pos_label`.",
        "en": "Recall relates to actual frauds, precision to announced ones: look at `recall_score`, `precision_score` and `pos_label`.",
    },
)
def taux(sub):
    reel, predit = lire(sub)
    for debut in [0, 120]:
        compare(sub, reel[debut:], predit[debut:], "fraude", TAUX)


@check(
    points=1,
    title={"fr": "L'autre classe peut être surveillée aussi", "en": "The other class can be watched too"},
    hint={
        "fr": "La classe surveillée est un argument : ne l'écrivez pas dans la fonction.",
        "en": "The class being watched is an argument: do not write it inside the function.",
    },
)
def autre_classe(sub):
    compare(sub, *lire(sub), "régulier", CLES)


@check(
    points=1,
    title={"fr": "Un dénominateur nul ne provoque pas d'erreur", "en": "A zero denominator causes no error"},
    hint={
        "fr": "Que vaut la précision quand rien n'est annoncé ? Regardez `zero_division`, ou testez avant de diviser.",
        "en": "What is the precision when nothing is announced? Look at `zero_division`, or test before dividing.",
    },
)
def denominateur_nul(sub):
    reel, _ = lire(sub)
    rien = pd.Series(["régulier"] * len(reel))
    compare(sub, reel, rien, "fraude", ["faux_negatifs", *TAUX])


@check(
    points=2,
    title={"fr": "Le bilan tient avec d'autres classes", "en": "The assessment holds with other classes"},
    hint={
        "fr": "Avec trois classes, les deux qui ne sont pas surveillées n'en font plus qu'une.",
        "en": "With three classes, the two that are not watched become one.",
    },
    hidden=True,
)
def cache(sub):
    rng = np.random.default_rng(sub.seed)
    classes = np.array(["erreur", "fraude", "régulier"])
    reel = pd.Series(rng.choice(classes, 90, p=[0.3, 0.2, 0.5]))
    predit = reel.where(rng.random(90) < 0.7, pd.Series(rng.choice(classes, 90)))
    for classe in classes.tolist():
        compare(sub, reel, predit, classe, CLES)
