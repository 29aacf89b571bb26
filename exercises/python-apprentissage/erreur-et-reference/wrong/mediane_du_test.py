# fails: erreur_reference, cache
from sklearn.linear_model import LinearRegression
from sklearn.metrics import mean_absolute_error

VARIABLES = ["surface", "annee", "altitude"]


def predire(apprentissage, nouveaux):
    modele = LinearRegression().fit(apprentissage[VARIABLES], apprentissage["consommation"])
    return modele.predict(nouveaux[VARIABLES])


def comparer(apprentissage, test):
    y = test["consommation"]
    return {
        "modele": mean_absolute_error(y, predire(apprentissage, test)),
        "reference": mean_absolute_error(y, [y.median()] * len(y)),
    }
