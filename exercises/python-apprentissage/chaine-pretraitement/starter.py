from sklearn.compose import make_column_transformer
from sklearn.neighbors import KNeighborsClassifier
from sklearn.pipeline import make_pipeline

NOMBRES = ["surface", "annee", "altitude"]
CATEGORIES = ["chauffage", "zone"]


def entrainer(X, y):
    # Une chaîne par famille de colonnes, puis le modèle.
    ...
