# fails: communes, hasard, signal, cache
from sklearn.feature_selection import SelectKBest, f_classif
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold, cross_val_score
from sklearn.pipeline import make_pipeline


def estimer(X, y, k):
    procedure = make_pipeline(SelectKBest(f_classif, k=k), LogisticRegression(max_iter=1000))
    plis = StratifiedKFold(n_splits=5, shuffle=True, random_state=0)
    # Le meilleur des cinq, et non leur moyenne.
    return cross_val_score(procedure, X, y, cv=plis).max()
