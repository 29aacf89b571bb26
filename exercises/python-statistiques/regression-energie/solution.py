from scipy import stats


def ajuster(batiments):
    droite = stats.linregress(batiments["surface"], batiments["consommation"])
    return {"pente": droite.slope, "ordonnee": droite.intercept, "r2": droite.rvalue**2}


def consommation_attendue(batiments, surface):
    droite = ajuster(batiments)
    return droite["ordonnee"] + droite["pente"] * surface
