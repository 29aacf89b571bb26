import random

import pandas as pd
from spyrales import check, expect_frame

ENVOIS = pd.DataFrame({
    "territoire": ["Creuse", "Aude", "Creuse", "Lot", "Aude"],
    "envoyes": [100, 200, 300, 50, 200],
    "reponses": [50, 150, 30, 25, 10],
})


def attendu(table):
    lignes = []
    for territoire in sorted(set(table["territoire"])):
        siennes = table[table["territoire"] == territoire]
        envoyes, reponses = siennes["envoyes"].sum(), siennes["reponses"].sum()
        if envoyes:
            lignes.append((-100 * reponses / envoyes, territoire))
    return pd.DataFrame({"territoire": [nom for _, nom in sorted(lignes)], "taux": [-taux for taux, _ in sorted(lignes)]})


@check(points=2, title={"fr": "Le taux porte sur tous les envois du territoire", "en": "The rate is of all mailings of the territory"}, hint={"fr": "Additionnez les envois et les réponses avant de diviser : la moyenne des taux n'est pas le taux.", "en": "Add up mailings and answers before dividing: the mean of the rates isn't the rate."})
def taux(sub):
    expect_frame(sub.call("taux_de_reponse", ENVOIS), attendu(ENVOIS), ignore_row_order=True)


@check(points=1, title={"fr": "Un territoire sans envoi n'a pas de taux", "en": "A territory without mailings has no rate"}, hint={"fr": "Retirez ces territoires : une division par zéro ne lève pas d'erreur.", "en": "Remove these territories: a division by zero raises no error."})
def sans_envoi(sub):
    table = pd.DataFrame({"territoire": ["Gers", "Cher", "Gers"], "envoyes": [0, 40, 0], "reponses": [0, 10, 0]})
    expect_frame(sub.call("taux_de_reponse", table), attendu(table), ignore_row_order=True)


@check(points=2, title={"fr": "Le taux le plus élevé vient en premier", "en": "The highest rate comes first"}, hint={"fr": "Triez sur deux colonnes : le taux décroissant, puis le nom.", "en": "Sort by two columns: the rate, descending, then the name."})
def tri(sub):
    table = pd.DataFrame({"territoire": ["Jura", "Cher", "Aube", "Gers"], "envoyes": [10, 10, 10, 10], "reponses": [4, 9, 4, 2]})
    expect_frame(sub.call("taux_de_reponse", table), attendu(table))


@check(points=1, hidden=True, title={"fr": "Le résultat est juste sur d'autres envois", "en": "The result is right on other mailings"}, hint={"fr": "N'utilisez que l'argument de la fonction.", "en": "Use nothing but the function's argument."})
def autres_envois(sub):
    tirage = random.Random(sub.seed)
    noms = [tirage.choice(["Ain", "Eure", "Orne", "Var"]) for _ in range(30)]
    envoyes = [tirage.randint(10, 90) for _ in noms]
    table = pd.DataFrame({"territoire": noms, "envoyes": envoyes, "reponses": [tirage.randint(0, n) for n in envoyes]})
    expect_frame(sub.call("taux_de_reponse", table), attendu(table), ignore_row_order=True)
