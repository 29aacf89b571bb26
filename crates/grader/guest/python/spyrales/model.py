"""`expect_model`: how well a fitted model does on data that it hasn't seen."""

import numpy as np
import pandas as pd

from spyrales.kinds import noun
from spyrales.problems import CheckError, mismatch
from spyrales.remote import RemoteObject
from spyrales.rules import is_number, plain
from spyrales.show import show
from spyrales_text import Text

_MODEL = Text("votre modèle", "your model")


# Name → words for it, function of `sklearn.metrics`, its options.
_METRICS = {
    "accuracy": (Text("exactitude", "accuracy"), "accuracy_score", {}),
    "balanced_accuracy": (Text("exactitude équilibrée", "balanced accuracy"), "balanced_accuracy_score", {}),
    "f1": (Text("score F1", "F1 score"), "f1_score", {}),
    "f1_macro": (Text("score F1 macro", "macro F1 score"), "f1_score", {"average": "macro"}),
    "precision": (Text("précision", "precision"), "precision_score", {}),
    "recall": (Text("rappel", "recall"), "recall_score", {}),
    "roc_auc": (Text("aire sous la courbe ROC", "area under the ROC curve"), "roc_auc_score", {}),
    "r2": (Text("coefficient R²", "coefficient R²"), "r2_score", {}),
    "mae": (Text("erreur absolue moyenne", "mean absolute error"), "mean_absolute_error", {}),
    "mse": (Text("erreur quadratique moyenne", "mean squared error"), "mean_squared_error", {}),
    "rmse": (Text("racine de l'erreur quadratique moyenne", "root mean squared error"), "root_mean_squared_error", {}),
}


# Metrics of numbers or shares rather than of labels.
_CONTINUOUS = ("r2", "mae", "mse", "rmse", "roc_auc")


def expect_model(model, X, y, *, metric="accuracy", at_least=None, at_most=None, what=None, hint=None):
    """Expects a model's score on `X` and `y` to reach a threshold; returns the score.

    `model` is an object of the submission with `predict` (`predict_proba` for `roc_auc`), a function
    that takes `X`, or the predictions themselves. `metric` is a name (`accuracy`, `balanced_accuracy`,
    `f1`, `f1_macro`, `precision`, `recall`, `roc_auc`, `r2`, `mae`, `mse`, `rmse`) or a function of
    truth and predictions.
    """
    if at_least is None and at_most is None:
        raise CheckError("expect_model needs at_least or at_most")
    if not callable(metric) and metric not in _METRICS:
        raise CheckError(f"expect_model knows no metric {metric!r}: it knows {', '.join(_METRICS)}")
    words = Text("score", "score") if callable(metric) else _METRICS[metric][0]
    what = _MODEL if what is None else what
    truth = np.asarray(y)
    predictions = _predictions(model, X, metric, what, hint)
    _check(predictions, truth, metric, what, hint)
    score = float(metric(truth, predictions) if callable(metric) else _score(metric, truth, predictions))
    if at_least is not None and not score >= at_least:
        raise mismatch(what, _below(words, score, at_least, "au moins", "at least"), hint=hint)
    if at_most is not None and not score <= at_most:
        raise mismatch(what, _below(words, score, at_most, "au plus", "at most"), hint=hint)
    return score


def _score(metric, truth, predictions):
    import sklearn.metrics  # slow to import, and few exercises need it

    _, name, options = _METRICS[metric]
    return getattr(sklearn.metrics, name)(truth, predictions, **options)


def _predictions(model, X, metric, what, hint):
    if isinstance(model, RemoteObject) and model.class_name != "function":
        if metric == "roc_auc":
            shares = model.predict_proba(X)
            if isinstance(shares, np.ndarray) and shares.ndim == 2 and shares.shape[1] == 2:
                return shares[:, 1]
            return shares
        return model.predict(X)
    if callable(model):
        return model(X)
    if isinstance(model, (np.ndarray, pd.Series, list, tuple)):
        return model
    came = noun(model)
    raise mismatch(
        what,
        Text(
            f"attendu un modèle ajusté ou ses prédictions, obtenu {came.fr}.",
            f"expected a fitted model or its predictions, got {came.en}.",
        ),
        hint=hint,
    )


def _check(predictions, truth, metric, what, hint):
    """Raises unless there is one usable prediction per row."""
    if not isinstance(predictions, (np.ndarray, pd.Series, list, tuple)):
        came = noun(predictions)
        raise mismatch(
            what,
            Text(
                f"il faut une prédiction par ligne, obtenu {came.fr}.",
                f"one prediction per row expected, got {came.en}.",
            ),
            hint=hint,
        )
    shape = np.shape(predictions)
    if shape != truth.shape:
        raise mismatch(
            what,
            Text(
                f"il faut une prédiction par ligne ({len(truth)}), obtenu un tableau de forme {shape}.",
                f"one prediction per row ({len(truth)}) expected, got an array of shape {shape}.",
            ),
            hint=hint,
        )
    absent = int(np.asarray(pd.isna(np.asarray(predictions, dtype=object))).sum())
    if absent:
        raise mismatch(
            what,
            Text(f"{absent} prédictions manquent (`NaN`).", f"{absent} predictions are missing (`NaN`)."),
            hint=hint,
        )
    numeric = truth.dtype.kind in "iuf"
    if numeric and not all(
        is_number(value) and not isinstance(value, complex) for value in np.asarray(predictions, dtype=object).tolist()
    ):
        raise mismatch(
            what, Text("les prédictions doivent être des nombres.", "predictions must be numbers."), hint=hint
        )

    if not callable(metric) and metric not in _CONTINUOUS:
        _check_labels(predictions, truth, what, hint)


def _check_labels(predictions, truth, what, hint):
    """Raises where the model says none of the labels that there are."""
    came = set(map(plain, np.asarray(predictions, dtype=object).tolist()))
    wanted = set(map(plain, truth.tolist()))
    kinds = {type(label) for label in came}, {type(label) for label in wanted}
    if came & wanted or not (kinds[0] - {int, float, bool}) and not (kinds[1] - {int, float, bool}):
        return
    shown = [", ".join(show(label) for label in sorted(labels, key=str)[:4]) for labels in (came, wanted)]
    raise mismatch(
        what,
        Text(
            f"les prédictions sont {shown[0]}, et les étiquettes attendues sont {shown[1]}.",
            f"the predictions are {shown[0]}, and the labels expected are {shown[1]}.",
        ),
        Text(
            "Apprenez avec les étiquettes elles-mêmes, ou retraduisez les prédictions.",
            "Learn with the labels themselves, or translate the predictions back.",
        ),
        hint=hint,
    )


def _below(words, score, threshold, fr, en):
    shown, limit = f"{score:.4g}", f"{threshold:.4g}"
    if shown == limit:
        shown, limit = repr(score), repr(threshold)
    return Text(
        f"{words.fr} de {shown} sur des données jamais vues, il faut {fr} {limit}.",
        f"{words.en} of {shown} on unseen data; it should be {en} {limit}.",
    )
