# fails: ponderation, manques, fichier, tires
revenu_par_departement <- function(revenus) {
  connus <- revenus[!is.na(revenus$revenu_moyen) & revenus$departement != "", ]
  resultat <- aggregate(revenu_moyen ~ departement, connus, mean)
  names(resultat) <- c("departement", "revenu")
  resultat
}
