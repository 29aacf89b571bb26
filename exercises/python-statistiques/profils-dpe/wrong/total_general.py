# fails: total_par_periode, pourcentages, cache


def profils(parc):
    effectifs = parc.pivot_table(index="periode", columns="etiquette", values="logements", aggfunc="sum", fill_value=0)
    effectifs = effectifs.reindex(columns=list("ABCDEFG"), fill_value=0)
    return (effectifs / parc["logements"].sum() * 100).reset_index()
