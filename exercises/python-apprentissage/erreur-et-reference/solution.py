from sklearn.linear_model import LinearRegression
from sklearn.metrics import mean_absolute_error

VARIABLES = ["surface", "annee", "altitude"]


def predire(apprentissage, nouveaux):
    modele = LinearRegression().fit(apprentissage[VARIABLES], apprentissage["consommation"])
    return modele.predict(nouveaux[VARIABLES])


def comparer(apprentissage, test):
    verite = test["consommation"]
    mediane = [apprentissage["consommation"].median()] * len(test)
    return {
        "modele": mean_absolute_error(verite, predire(apprentissage, test)),
        "reference": mean_absolute_error(verite, mediane),
    }
