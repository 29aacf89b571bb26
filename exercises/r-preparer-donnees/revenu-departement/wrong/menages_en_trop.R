# fails: manques, fichier, tires
revenu_par_departement <- function(revenus) {
  connus <- revenus[!is.na(revenus$departement) & revenus$departement != "", ]
  total <- tapply(connus$revenu_moyen * connus$menages, connus$departement, sum, na.rm = TRUE)
  menages <- tapply(connus$menages, connus$departement, sum)
  data.frame(departement = names(total), revenu = as.vector(total / menages))
}
