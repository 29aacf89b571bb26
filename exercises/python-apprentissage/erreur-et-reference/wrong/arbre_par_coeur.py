# fails: predictions, erreur_modele, cache
from sklearn.metrics import mean_absolute_error
from sklearn.tree import DecisionTreeRegressor

VARIABLES = ["surface", "annee", "altitude"]


def predire(apprentissage, nouveaux):
    modele = DecisionTreeRegressor(random_state=0).fit(apprentissage[VARIABLES], apprentissage["consommation"])
    return modele.predict(nouveaux[VARIABLES])


def comparer(apprentissage, test):
    mediane = apprentissage["consommation"].median()
    return {
        "modele": mean_absolute_error(apprentissage["consommation"], predire(apprentissage, apprentissage)),
        "reference": mean_absolute_error(test["consommation"], [mediane] * len(test)),
    }
