"""Warms the checker's sandbox: run once as `__main__`, just before its snapshot is taken."""


def warm():
    import contextlib
    import io
    import sqlite3
    import traceback

    import spyrales_desk

    spyrales_desk.install()

    import numpy as np
    import pandas as pd
    import scipy.stats  # noqa: F401
    import sklearn.datasets  # noqa: F401
    import sklearn.linear_model
    import sklearn.metrics
    import sklearn.model_selection  # noqa: F401
    import sklearn.preprocessing  # noqa: F401
    import sklearn.tree  # noqa: F401

    import spyrales
    import spyrales_checker  # noqa: F401
    import spyrales_values

    frame = pd.read_csv(io.StringIO("region,mois,montant\nNord,2024-01,1.5\nSud,2024-02,\nEst,2024-02,3.5\n"))
    frame.groupby("region")["montant"].mean().reset_index()
    frame.merge(frame[["region"]], on="region").sort_values("montant")
    other = spyrales_values.decode(spyrales_values.encode(frame.assign(montant=frame["montant"] + 1)))
    numbers = np.arange(6.0).reshape(3, 2)
    model = sklearn.linear_model.LinearRegression().fit(numbers, [1.0, 2.0, 4.0])
    sklearn.metrics.r2_score([1, 2, 4], model.predict(numbers))
    with contextlib.closing(sqlite3.connect(":memory:")) as connection:
        frame.to_sql("ventes", connection)

    failing = (
        lambda: spyrales.expect_equal({"a": [1, "é"]}, {"a": [1, "e"]}),
        lambda: spyrales.expect_close([1.5, 2.5], [1.5, 2.0]),
        lambda: spyrales.expect_frame(other, frame),
        lambda: spyrales.expect_frame(other, frame, ignore_row_order=True),
        lambda: spyrales.expect_frame(frame.drop(columns="mois"), frame),
        lambda: spyrales.expect_frame(frame.astype({"montant": str}), frame),
        lambda: spyrales.expect_series(other["montant"], frame["montant"]),
        lambda: spyrales.expect_array(numbers, numbers + 1),
    )
    for expectation in failing:
        try:
            expectation()
        except spyrales.Mismatch as error:
            traceback.extract_tb(error.__traceback__)
            traceback.format_exc()


warm()
del warm
__import__("gc").collect()
__import__("gc").freeze()
