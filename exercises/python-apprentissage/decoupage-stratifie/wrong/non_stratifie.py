# fails: stratification, cache
from sklearn.model_selection import train_test_split


def decouper(table, cible, part_test, graine):
    X = table.drop(columns=cible)
    return tuple(train_test_split(X, table[cible], test_size=part_test, random_state=graine))
