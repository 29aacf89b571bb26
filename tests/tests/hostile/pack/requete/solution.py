REQUETE = """SELECT region, sum(montant) AS total FROM depenses GROUP BY region"""
