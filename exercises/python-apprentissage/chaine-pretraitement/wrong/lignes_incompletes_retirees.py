# fails: previsions, manquantes, unite, cache
from sklearn.compose import make_column_transformer
from sklearn.neighbors import KNeighborsClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler


def entrainer(X, y):
    complets = X.dropna()
    preparation = make_column_transformer(
        (StandardScaler(), ["surface", "annee", "altitude"]),
        (OneHotEncoder(handle_unknown="ignore"), ["chauffage", "zone"]),
    )
    return make_pipeline(preparation, KNeighborsClassifier(n_neighbors=15)).fit(complets, y[complets.index])
