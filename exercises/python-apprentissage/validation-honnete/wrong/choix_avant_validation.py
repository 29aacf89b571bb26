# fails: communes, hasard, cache
from sklearn.feature_selection import SelectKBest, f_classif
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold, cross_val_score


def estimer(X, y, k):
    meilleurs = SelectKBest(f_classif, k=k).fit_transform(X, y)
    plis = StratifiedKFold(n_splits=5, shuffle=True, random_state=0)
    return cross_val_score(LogisticRegression(max_iter=1000), meilleurs, y, cv=plis).mean()
