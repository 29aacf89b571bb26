import numpy as np
import pandas as pd
from spyrales import check, expect_equal, expect_model

NOMBRES = ["surface", "annee", "altitude"]
CATEGORIES = ["chauffage", "zone"]


def reference(X, y, nouveaux):
    """The fifteen nearest neighbours after the preparation that the statement describes, written out."""

    def codes(table):
        nombres = (table[NOMBRES].fillna(medianes) - moyennes) / ecarts
        categories = table[CATEGORIES].fillna(modes)
        indicatrices = [(categories[nom] == valeur).to_numpy(float) for nom in CATEGORIES for valeur in valeurs[nom]]
        return np.column_stack([nombres.to_numpy(float), *indicatrices])

    medianes = X[NOMBRES].median()
    complets = X[NOMBRES].fillna(medianes)
    moyennes, ecarts = complets.mean(), complets.std(ddof=0)
    modes = X[CATEGORIES].mode().iloc[0]
    valeurs = {nom: sorted(X[nom].dropna().unique()) for nom in CATEGORIES}
    distances = ((codes(nouveaux)[:, None, :] - codes(X)[None, :, :]) ** 2).sum(axis=2)
    voisins = np.argsort(distances, axis=1, kind="stable")[:, :15]
    oui = (y.to_numpy() == "oui")[voisins].sum(axis=1)
    return np.where(oui > 7, "oui", "non")


def separer(sub):
    """One dwelling out of three for the test."""
    logements = sub.read_csv("logements.csv")
    test = np.arange(len(logements)) % 3 == 0
    X, y = logements.drop(columns="passoire"), logements["passoire"]
    return X[~test], y[~test], X[test], y[test]


@check(
    points=3,
    title={
        "fr": "Les prévisions sont celles de la chaîne décrite",
        "en": "Predictions are those of the chain described",
    },
    hint={
        "fr": "Regardez `make_column_transformer` et `StandardScaler` : chaque famille de colonnes a sa chaîne, puis vient le modèle.",
        "en": "Look at `make_column_transformer` and `StandardScaler`: each family of columns has its chain, then comes the model.",
    },
)
def previsions(sub):
    X, y, X_test, _ = separer(sub)
    complets = X_test.dropna()
    modele = sub.call("entrainer", X, y)
    # Neighbours at equal distance may be taken in another order: hence a hundredth of tolerance, not equality.
    expect_model(modele, complets, reference(X, y, complets), at_least=0.99)


@check(
    points=2,
    title={"fr": "Une fiche incomplète reçoit une prévision", "en": "An incomplete record gets a prediction"},
    hint={
        "fr": "L'imputation fait partie de la chaîne (`SimpleImputer`) : la faire avant laisse les nouvelles fiches incomplètes.",
        "en": "Imputation is part of the chain (`SimpleImputer`): doing it beforehand leaves new records incomplete.",
    },
)
def manquantes(sub):
    X, y, X_test, _ = separer(sub)
    incomplets = X_test[X_test.isna().any(axis=1)]
    modele = sub.call("entrainer", X, y)
    expect_model(modele, incomplets, reference(X, y, incomplets), at_least=0.97)
    # Alone or together, a record gets the same prediction.
    ensemble = [str(prevue) for prevue in modele.predict(incomplets.head(4))]
    seules = [str(modele.predict(incomplets.iloc[[rang]])[0]) for rang in range(4)]
    expect_equal(seules, ensemble, what={"fr": "les prévisions une à une", "en": "the predictions one by one"})


@check(
    points=2,
    title={"fr": "L'unité de l'altitude ne change rien", "en": "The unit of altitude changes nothing"},
    hint={
        "fr": "Les plus proches voisins mesurent des distances : sans réduction, la colonne aux plus grands nombres décide seule.",
        "en": "Nearest neighbours measure distances: without standardising, the column with the largest numbers decides alone.",
    },
)
def unite(sub):
    X, y, X_test, _ = separer(sub)
    complets = X_test.dropna()
    centimetres = [table.assign(altitude=table["altitude"] * 100) for table in (X, complets)]
    modele = sub.call("entrainer", centimetres[0], y)
    expect_model(modele, centimetres[1], reference(X, y, complets), at_least=0.98)


@check(
    points=1,
    title={"fr": "Un chauffage inconnu ne provoque pas d'erreur", "en": "An unknown heating system causes no error"},
    hint={
        "fr": "Regardez l'argument `handle_unknown` de `OneHotEncoder`.",
        "en": "Look at the `handle_unknown` argument of `OneHotEncoder`.",
    },
)
def chauffage_inconnu(sub):
    X, y, X_test, _ = separer(sub)
    nouveaux = X_test.dropna().assign(chauffage="réseau de chaleur")
    modele = sub.call("entrainer", X, y)
    expect_model(modele, nouveaux, reference(X, y, nouveaux), at_least=0.9)


@check(
    points=2,
    title={"fr": "La chaîne tient sur d'autres logements", "en": "The chain holds on other dwellings"},
    hint={
        "fr": "D'autres catégories, d'autres ordres de grandeur, davantage de cases vides.",
        "en": "Other categories, other orders of magnitude, more empty cells.",
    },
    hidden=True,
)
def cache(sub):
    rng = np.random.default_rng(sub.seed)
    lignes = 240
    X = pd.DataFrame(
        {
            "surface": rng.uniform(10, 200, lignes),
            "annee": rng.integers(1850, 2024, lignes).astype(float),
            "altitude": rng.uniform(0, 300_000, lignes),
            "chauffage": rng.choice(["granulés", "gaz", "pompe à chaleur"], lignes),
            "zone": rng.choice(["H1a", "H2b"], lignes),
        }
    )
    score = (1950 - X["annee"]) / 40 + (80 - X["surface"]) / 40 + (X["chauffage"] == "gaz") * 1.5
    y = pd.Series(np.where(score > rng.normal(0.3, 0.3, lignes), "oui", "non"))
    for colonne in X.columns:
        X.loc[rng.choice(lignes, 25, replace=False), colonne] = np.nan
    X_train, y_train, X_test = X.head(160), y.head(160), X.tail(80)
    modele = sub.call("entrainer", X_train, y_train)
    expect_model(modele, X_test, reference(X_train, y_train, X_test), at_least=0.95)
