"""Modules that aren't here, and what serves in their place."""

import sys

from spyrales_help import files
from spyrales_help.said import nearest
from spyrales_text import NOTHING, Text, join

# What learners import; the names that a nearest one is looked for among.
HERE = (
    "pandas",
    "numpy",
    "matplotlib",
    "seaborn",
    "scipy",
    "sklearn",
    "statsmodels",
    "sqlite3",
    "openpyxl",
    "lxml",
    "bs4",
    "PIL",
    "networkx",
    "sympy",
    "yaml",
    "dateutil",
    "tqdm",
    "requests",
    "plotly",
    "folium",
    "sqlalchemy",
    "holidays",
    "unidecode",
    "slugify",
    "nltk",
    "pytest",
    "humanize",
    "jellyfish",
    "textdistance",
    "missingno",
    "xlsxwriter",
    "xlrd",
)
_SQL = Text("sqlite3 (avec pandas : `pd.read_sql_query`)", "sqlite3 (with pandas: `pd.read_sql_query`)")
# None of these three can be had: nobody builds them for WebAssembly without a browser.
_TABLES = Text("pandas", "pandas")
_COLUMNS = Text("pandas (`read_csv`, `to_csv`)", "pandas (`read_csv`, `to_csv`)")
_DRAW = Text("matplotlib, seaborn ou plotly", "matplotlib, seaborn or plotly")
_LEARN = Text("sklearn (scikit-learn)", "sklearn (scikit-learn)")
_TEXT = Text("les chaînes, `re` et sklearn.feature_extraction", "strings, `re` and sklearn.feature_extraction")
_WORDS = Text("jellyfish, textdistance ou `difflib`", "jellyfish, textdistance or `difflib`")
_MAPS = Text("pandas pour les données, matplotlib ou folium pour dessiner", "pandas for the data, matplotlib or folium to draw")
_INSTEAD = {
    "polars": _TABLES,
    "dask": _TABLES,
    "modin": _TABLES,
    "vaex": _TABLES,
    "pyspark": _TABLES,
    "datatable": _TABLES,
    "cudf": _TABLES,
    "pyarrow": _COLUMNS,
    "fastparquet": _COLUMNS,
    "duckdb": _SQL,
    "psycopg2": _SQL,
    "pymysql": _SQL,
    "mysql": _SQL,
    "pymongo": _SQL,
    "bokeh": _DRAW,
    "altair": _DRAW,
    "plotnine": _DRAW,
    "pygal": _DRAW,
    "ggplot": _DRAW,
    "geopandas": _MAPS,
    "shapely": _MAPS,
    "cartopy": _MAPS,
    "xgboost": Text(
        "sklearn.ensemble (`HistGradientBoostingClassifier`…)", "sklearn.ensemble (`HistGradientBoostingClassifier`…)"
    ),
    "lightgbm": Text(
        "sklearn.ensemble (`HistGradientBoostingClassifier`…)", "sklearn.ensemble (`HistGradientBoostingClassifier`…)"
    ),
    "catboost": Text(
        "sklearn.ensemble (`HistGradientBoostingClassifier`…)", "sklearn.ensemble (`HistGradientBoostingClassifier`…)"
    ),
    "tensorflow": Text("sklearn.neural_network", "sklearn.neural_network"),
    "keras": Text("sklearn.neural_network", "sklearn.neural_network"),
    "torch": Text("sklearn.neural_network", "sklearn.neural_network"),
    "imblearn": _LEARN,
    "pingouin": Text("scipy.stats ou statsmodels", "scipy.stats or statsmodels"),
    "prophet": Text("statsmodels.tsa", "statsmodels.tsa"),
    "pmdarima": Text("statsmodels.tsa", "statsmodels.tsa"),
    "spacy": _TEXT,
    "transformers": _TEXT,
    "numba": Text("les calculs vectorisés de numpy", "numpy's vectorised computations"),
    "IPython": Text("`print(…)`", "`print(…)`"),
    "ipywidgets": Text("une variable à la place du curseur", "a variable in the place of the slider"),
    "google": Text("les fichiers de l'exercice", "the exercise's files"),
    "rpy2": Text("un exercice en R", "an exercise in R"),
    "tkinter": Text("`print(…)` ou matplotlib", "`print(…)` or matplotlib"),
    "turtle": Text("matplotlib", "matplotlib"),
    "pygame": Text("matplotlib", "matplotlib"),
    "cv2": Text("PIL", "PIL"),
    "multiprocessing": Text("une boucle ordinaire", "an ordinary loop"),
    "rapidfuzz": _WORDS,
    "thefuzz": _WORDS,
    "fuzzywuzzy": _WORDS,
    "Levenshtein": _WORDS,
    "pytz": Text("`zoneinfo.ZoneInfo`", "`zoneinfo.ZoneInfo`"),
    "babel": Text(
        '`locale.setlocale(locale.LC_ALL, "fr_FR.UTF-8")`', '`locale.setlocale(locale.LC_ALL, "fr_FR.UTF-8")`'
    ),
    "nest_asyncio": Text("`asyncio.run`, qui n'en a pas besoin", "`asyncio.run`, which needs none"),
    "kagglehub": Text("les fichiers de l'exercice", "the exercise's files"),
    "kaggle": Text("les fichiers de l'exercice", "the exercise's files"),
}
_NETWORK = (
    "_ssl",
    "httpx",
    "aiohttp",
    "httplib2",
    "selenium",
    "scrapy",
    "wget",
    "tweepy",
    "yfinance",
    "gdown",
    "paramiko",
)
# What people write for what is called otherwise.
_SAME = {
    "scikit-learn": "sklearn",
    "scikit_learn": "sklearn",
    "sckit": "sklearn",
    "sk_learn": "sklearn",
    "skelarn": "sklearn",
    "beautifulsoup4": "bs4",
    "beautifulsoup": "bs4",
    "BeautifulSoup": "bs4",
    "pyplot": "matplotlib.pyplot",
    "pylab": "matplotlib.pyplot",
    "Image": "PIL",
    "pillow": "PIL",
    "pyyaml": "yaml",
    "pd": "pandas",
    "np": "numpy",
    "plt": "matplotlib.pyplot",
    "sns": "seaborn",
    "sqlite": "sqlite3",
}


def explain(kind, error, context):
    if not isinstance(error, ImportError):
        return None
    name = ImportError.name.__get__(error)
    if type(name) is not str:
        return None
    if not isinstance(error, ModuleNotFoundError):
        return _no_such_member(error, name)
    top = name.split(".")[0]
    if top in _NETWORK:
        return files.no_network(context, top)
    known = _SAME.get(name) or _SAME.get(top) or _nearest_module(name, top)
    absent = Text(f"Le module `{name}` n'existe pas ici.", f"There is no module `{name}` here.")
    if top in _INSTEAD:
        instead = _INSTEAD[top]
        absent = Text(
            f"Le module `{top}` n'est pas installé ici, et rien ne peut y être installé. Prenez à la place : {instead.fr}.",
            f"The module `{top}` isn't installed here, and nothing can be. Take instead: {instead.en}.",
        )
        return join((absent, _what_there_is()))
    if known:
        return join((absent, Text(f"Est-ce `{known}` ?", f"Is it `{known}`?")))
    return join(
        (
            Text(
                f"Le module `{name}` n'existe pas ici, et rien ne peut y être installé : vérifiez son nom, ou faites sans lui.",
                f"There is no module `{name}` here, and nothing can be installed: check its name, or do without it.",
            ),
            _what_there_is(),
        )
    )


def _nearest_module(name, top):
    known = nearest(top, [*HERE, *sys.stdlib_module_names], 0.75)
    if known is None or known == top:
        # The package is here and its part isn't: `sklearn.linear_models`.
        package = sys.modules.get(top)
        if package is None or "." not in name:
            return None
        parts = [one.split(".")[1] for one in sys.modules if one.startswith(top + ".")]
        part = nearest(name.split(".")[1], parts, 0.75)
        return f"{top}.{part}" if part and f"{top}.{part}" != name else None
    return known if top == name else known + name[len(top) :]


def _what_there_is():
    return Text(f"Il y a ici : {', '.join(HERE[:12])}…", f"There are here: {', '.join(HERE[:12])}…")


def _no_such_member(error, module):
    """`from pandas import Dataframe`."""
    wanted = getattr(error, "name_from", None)
    if type(wanted) is not str:
        return None
    known = nearest(wanted, dir(sys.modules.get(module)), 0.7)
    told = Text(
        f"Le module `{module}` ne contient rien qui s'appelle `{wanted}`.",
        f"The module `{module}` has nothing called `{wanted}`.",
    )
    return join((told, Text(f"Est-ce `{known}` ?", f"Is it `{known}`?") if known else NOTHING))
