"""Indices and labels that scikit-learn and SciPy give."""

import spyrales_integers_numpy as numpy


class _Labels:
    """An attribute that is kept where it always is, and widened for whoever reads it from outside of the library."""

    def __set_name__(self, owner, name):
        self._name = name

    def __get__(self, instance, owner=None):
        if instance is None:
            return self
        try:
            labels = vars(instance)[self._name]
        except KeyError:
            raise AttributeError(f"{type(instance).__name__!r} object has no attribute {self._name!r}") from None
        return labels if numpy.from_library() else numpy.wide(labels)

    def __set__(self, instance, labels):
        vars(instance)[self._name] = labels


def _widening(*names, labels=()):
    """Functions and methods of a module, and classes whose labels are indices."""

    def after(module):
        for name in names:
            *owners, last = name.split(".")
            owner = getattr(module, owners[0]) if owners else module
            setattr(owner, last, numpy.for_others(getattr(owner, last)))
        for name in labels:
            owner = getattr(module, name)
            owner.labels_ = _Labels()
            owner.labels_.__set_name__(owner, "labels_")

    return after


# What to do with a module as soon as it is there.
AFTER = {
    "scipy.signal._peak_finding": _widening("find_peaks", "peak_prominences", "argrelextrema", "argrelmax", "argrelmin"),
    "scipy.spatial._kdtree": _widening("KDTree.query"),
    "sklearn.cluster._affinity_propagation": _widening("AffinityPropagation.predict", labels=["AffinityPropagation"]),
    "sklearn.cluster._agglomerative": _widening("AgglomerativeClustering.fit_predict", labels=["AgglomerativeClustering"]),
    "sklearn.cluster._dbscan": _widening("DBSCAN.fit_predict", labels=["DBSCAN"]),
    "sklearn.cluster._mean_shift": _widening("MeanShift.predict", labels=["MeanShift"]),
    "sklearn.ensemble._forest": _widening("BaseForest.apply"),
    "sklearn.metrics._classification": _widening("multilabel_confusion_matrix", "precision_recall_fscore_support"),
    "sklearn.metrics.pairwise": _widening("pairwise_distances_argmin", "pairwise_distances_argmin_min"),
    "sklearn.mixture._base": _widening("BaseMixture.fit_predict", "BaseMixture.predict"),
    "sklearn.model_selection._split": _widening(
        "BaseShuffleSplit.split", "GroupShuffleSplit.split", "StratifiedShuffleSplit.split", "_UnsupportedGroupCVMixin.split"
    ),
    "sklearn.neighbors._base": _widening("KNeighborsMixin.kneighbors"),
    "sklearn.preprocessing._label": _widening("LabelEncoder.fit_transform", "LabelEncoder.transform"),
    "sklearn.svm._classes": _widening("OneClassSVM.predict"),
    "sklearn.tree._classes": _widening("BaseDecisionTree.apply"),
}
