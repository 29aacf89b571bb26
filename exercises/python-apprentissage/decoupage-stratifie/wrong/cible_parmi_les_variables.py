# fails: partition, cache
from sklearn.model_selection import train_test_split


def decouper(table, cible, part_test, graine):
    y = table[cible]
    return tuple(train_test_split(table, y, test_size=part_test, stratify=y, random_state=graine))
