# fails: effectif, centre, dispersion, cache


def resume(durees):
    d = durees.fillna(0)
    return {
        "effectif": len(d),
        "moyenne": d.mean(),
        "mediane": d.median(),
        "q1": d.quantile(0.25),
        "q3": d.quantile(0.75),
        "ecart_type": d.std(),
    }
