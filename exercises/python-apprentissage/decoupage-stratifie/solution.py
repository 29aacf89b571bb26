from sklearn.model_selection import train_test_split


def decouper(table, cible, part_test, graine):
    X = table.drop(columns=cible)
    y = table[cible]
    return tuple(train_test_split(X, y, test_size=part_test, stratify=y, random_state=graine))
