def profils(parc):
    effectifs = parc.pivot_table(index="periode", columns="etiquette", values="logements", aggfunc="sum", fill_value=0)
    effectifs = effectifs.reindex(columns=list("ABCDEFG"), fill_value=0)
    parts = effectifs.div(effectifs.sum(axis=1), axis=0) * 100
    return parts.reset_index()
