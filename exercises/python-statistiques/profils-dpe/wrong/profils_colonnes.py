# fails: total_par_periode, pourcentages, cache


def profils(parc):
    effectifs = parc.pivot_table(index="periode", columns="etiquette", values="logements", aggfunc="sum", fill_value=0)
    effectifs = effectifs.reindex(columns=list("ABCDEFG"), fill_value=0)
    parts = effectifs / effectifs.sum().replace(0, 1) * 100
    return parts.reset_index()
