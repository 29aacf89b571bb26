from sklearn.linear_model import LinearRegression
from sklearn.metrics import mean_absolute_error


def predire(apprentissage, nouveaux):
    # Séparez la cible des variables, ajustez, prédisez.
    ...


def comparer(apprentissage, test): ...
