# fails: effectif, centre, cache


def resume(durees):
    return {
        "effectif": len(durees),
        "moyenne": durees.sum() / len(durees),
        "mediane": durees.median(),
        "q1": durees.quantile(0.25),
        "q3": durees.quantile(0.75),
        "ecart_type": durees.std(),
    }
