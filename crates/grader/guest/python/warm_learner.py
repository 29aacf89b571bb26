"""Warms the submission's sandbox: run once as `__main__`, just before its snapshot is taken.

What is imported and first used here costs nothing in a grade. Nothing of it stays visible to the
learner, but for the modules in `sys.modules`.
"""


def warm():
    import builtins
    import contextlib
    import io
    import sqlite3
    import traceback
    import warnings

    import IPython.display
    import spyrales_desk

    spyrales_desk.install()
    # As in a notebook, where most code that displays tables was written.
    builtins.display = IPython.display.display
    shell = IPython.display.Shell()
    builtins.get_ipython = lambda: shell

    import matplotlib

    matplotlib.use("Agg")
    # `plt.show()` is in every tutorial, and there is no window to show anything in.
    warnings.filterwarnings("ignore", message=".*is non-interactive, and thus cannot be shown")

    import matplotlib.pyplot as plt
    import numpy as np
    import pandas as pd
    import scipy.optimize
    import scipy.sparse
    import scipy.stats
    import sklearn.cluster
    import sklearn.compose
    import sklearn.decomposition
    import sklearn.dummy
    import sklearn.ensemble
    import sklearn.impute
    import sklearn.linear_model
    import sklearn.metrics
    import sklearn.model_selection
    import sklearn.naive_bayes
    import sklearn.neighbors
    import sklearn.pipeline
    import sklearn.preprocessing
    import sklearn.svm
    import sklearn.tree
    import statsmodels.api
    import statsmodels.formula.api

    import spyrales_agent  # noqa: F401
    import spyrales_help
    import spyrales_values

    text = "region,mois,montant\nNord,2024-01,1.5\nSud,2024-02,\nNord,2024-02,3.5\n"
    frame = pd.read_csv(io.StringIO(text))
    frame["date"] = pd.to_datetime(frame["mois"], format="%Y-%m")
    frame["type"] = frame["region"].astype("category")
    frame.describe(include="all")
    frame.groupby("region")["montant"].agg(["mean", "sum", "count"]).reset_index()
    frame.merge(frame[["region", "montant"]].drop_duplicates("region"), on="region", how="left")
    frame.pivot_table(index="region", columns="mois", values="montant", aggfunc="sum").fillna(0)
    frame.melt(id_vars="region", value_vars=["montant"]).sort_values("value")
    frame["montant"].rolling(2).mean()
    frame.set_index("date").resample("MS")["montant"].sum()
    frame.to_csv(io.StringIO())
    frame["region"].str.upper().value_counts()
    repr(frame)
    spyrales_values.decode(spyrales_values.encode(["done", frame]))

    with contextlib.closing(sqlite3.connect(":memory:")) as connection:
        frame.drop(columns="type").to_sql("ventes", connection)
        pd.read_sql_query("SELECT region, SUM(montant) FROM ventes GROUP BY region", connection)

    numbers = np.random.default_rng(0).normal(size=(40, 3))
    target = (numbers.sum(axis=1) > 0).astype(int)
    scipy.stats.ttest_ind(numbers[:, 0], numbers[:, 1])
    scipy.stats.linregress(numbers[:, 0], numbers[:, 1])
    scipy.stats.chi2_contingency([[8, 12], [15, 5]])
    steps = sklearn.preprocessing.StandardScaler(), sklearn.linear_model.LogisticRegression()
    model = sklearn.pipeline.make_pipeline(*steps)
    sklearn.model_selection.cross_val_score(model, numbers, target, cv=3)
    model.fit(numbers, target).predict(numbers)
    sklearn.tree.DecisionTreeClassifier(random_state=0).fit(numbers, target)
    sklearn.ensemble.RandomForestClassifier(5, random_state=0).fit(numbers, target)
    statsmodels.api.OLS(target, statsmodels.api.add_constant(numbers)).fit().summary()

    figure, axes = plt.subplots()
    axes.plot([1, 2, 3], [2, 1, 3], label="é")
    axes.bar([1, 2], [3, 4])
    axes.set(title="Été", xlabel="mois", ylabel="montant")
    axes.legend()
    figure.savefig(io.BytesIO(), format="png")
    spyrales_values.encode(figure)
    plt.show()
    plt.close("all")
    # Its fonts are open files, and a snapshot has none.
    matplotlib.font_manager._get_font.cache_clear()

    context = spyrales_help.Context("", {}, "/work", "<warm>")
    for source in (
        "def f(:",
        "print(“a”)",
        "1 / 0",
        "{}['a']",
        "frame['b']",
        "x",
        "open('x')",
        "int('1,5')",
        "import x",
    ):
        try:
            exec(compile(source, "<warm>", "exec"), {"frame": frame})
        except SyntaxError as error:
            spyrales_help.syntax(error, context)
        except Exception as error:
            spyrales_help.error(error, context)
            traceback.format_exc()


warm()
del warm
__import__("gc").collect()
__import__("gc").freeze()
