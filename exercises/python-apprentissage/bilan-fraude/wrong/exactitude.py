# fails: taux, autre_classe, denominateur_nul, cache
def bilan(reel, predit, classe):
    vp = int(((reel == classe) & (predit == classe)).sum())
    fp = int(((reel != classe) & (predit == classe)).sum())
    fn = int(((reel == classe) & (predit != classe)).sum())
    return {
        "vrais_positifs": vp,
        "faux_positifs": fp,
        "faux_negatifs": fn,
        "vrais_negatifs": len(reel) - vp - fp - fn,
        "rappel": float((reel == predit).mean()),
        "precision": vp / (vp + fp) if vp + fp else 0.0,
    }
