def resume(durees):
    return {
        "effectif": int(durees.count()),
        "moyenne": durees.mean(),
        "mediane": durees.median(),
        "q1": durees.quantile(0.25),
        "q3": durees.quantile(0.75),
        "ecart_type": durees.std(),
    }
