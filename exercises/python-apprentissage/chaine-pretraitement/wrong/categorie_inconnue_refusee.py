# fails: chauffage_inconnu
from sklearn.compose import make_column_transformer
from sklearn.impute import SimpleImputer
from sklearn.neighbors import KNeighborsClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler


def entrainer(X, y):
    nombres = make_pipeline(SimpleImputer(strategy="median"), StandardScaler())
    categories = make_pipeline(SimpleImputer(strategy="most_frequent"), OneHotEncoder())
    preparation = make_column_transformer(
        (nombres, ["surface", "annee", "altitude"]), (categories, ["chauffage", "zone"])
    )
    return make_pipeline(preparation, KNeighborsClassifier(n_neighbors=15)).fit(X, y)
