from sklearn.feature_selection import SelectKBest, f_classif
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold, cross_val_score


def estimer(X, y, k):
    # Qu'est-ce qui doit être appris à nouveau dans chaque pli ?
    ...
