# fails: denominateur_nul
def bilan(reel, predit, classe):
    vp = int(((reel == classe) & (predit == classe)).sum())
    fp = int(((reel != classe) & (predit == classe)).sum())
    fn = int(((reel == classe) & (predit != classe)).sum())
    return {
        "vrais_positifs": vp,
        "faux_positifs": fp,
        "faux_negatifs": fn,
        "vrais_negatifs": len(reel) - vp - fp - fn,
        "rappel": vp / (vp + fn),
        "precision": vp / (vp + fp),
    }
