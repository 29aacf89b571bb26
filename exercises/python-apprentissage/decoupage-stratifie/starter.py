from sklearn.model_selection import train_test_split


def decouper(table, cible, part_test, graine):
    # Séparez d'abord la cible des variables.
    ...
