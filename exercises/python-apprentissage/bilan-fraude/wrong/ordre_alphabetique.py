# fails: comptes, taux, denominateur_nul, cache
from sklearn.metrics import confusion_matrix


def bilan(reel, predit, classe):
    # La seconde classe par ordre alphabétique est prise pour la classe surveillée.
    vn, fp, fn, vp = confusion_matrix(reel, predit).ravel()
    return {
        "vrais_positifs": int(vp),
        "faux_positifs": int(fp),
        "faux_negatifs": int(fn),
        "vrais_negatifs": int(vn),
        "rappel": float(vp / (vp + fn)) if vp + fn else 0.0,
        "precision": float(vp / (vp + fp)) if vp + fp else 0.0,
    }
