# fails: communes, hasard, cache
from sklearn.feature_selection import SelectKBest, f_classif
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline


def estimer(X, y, k):
    procedure = make_pipeline(SelectKBest(f_classif, k=k), LogisticRegression(max_iter=1000))
    return procedure.fit(X, y).score(X, y)
