# fails: prevision, cache
from scipy import stats


def ajuster(batiments):
    droite = stats.linregress(batiments["surface"], batiments["consommation"])
    return {"pente": droite.slope, "ordonnee": droite.intercept, "r2": droite.rvalue**2}


def consommation_attendue(batiments, surface):
    # Règle de trois : elle oublie l'ordonnée à l'origine.
    return batiments["consommation"].sum() / batiments["surface"].sum() * surface
