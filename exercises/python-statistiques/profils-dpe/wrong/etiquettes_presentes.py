# fails: etiquette_absente, cache


def profils(parc):
    effectifs = parc.pivot_table(index="periode", columns="etiquette", values="logements", aggfunc="sum", fill_value=0)
    return (effectifs.div(effectifs.sum(axis=1), axis=0) * 100).reset_index()
