# fails: dispersion, cache
import numpy as np


def resume(durees):
    d = durees.dropna()
    return {
        "effectif": len(d),
        "moyenne": d.mean(),
        "mediane": d.median(),
        "q1": d.quantile(0.25),
        "q3": d.quantile(0.75),
        "ecart_type": float(np.std(d.to_numpy())),
    }
