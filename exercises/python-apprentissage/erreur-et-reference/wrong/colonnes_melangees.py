# fails: predictions
from sklearn.linear_model import LinearRegression
from sklearn.metrics import mean_absolute_error


def predire(apprentissage, nouveaux):
    # Les colonnes sont prises par position : un autre ordre donne d'autres variables.
    variables = apprentissage.drop(columns="consommation").to_numpy()
    return LinearRegression().fit(variables, apprentissage["consommation"]).predict(nouveaux.to_numpy())


def comparer(apprentissage, test):
    mediane = apprentissage["consommation"].median()
    previsions = predire(apprentissage, test.drop(columns="consommation"))
    return {
        "modele": mean_absolute_error(test["consommation"], previsions),
        "reference": mean_absolute_error(test["consommation"], [mediane] * len(test)),
    }
