revenu_par_departement <- function(revenus) {
  connus <- revenus[!is.na(revenus$revenu_moyen) & !is.na(revenus$departement) & revenus$departement != "", ]
  parts <- split(connus, connus$departement)
  data.frame(
    departement = names(parts),
    revenu = vapply(parts, function(part) weighted.mean(part$revenu_moyen, part$menages), 0),
    row.names = NULL
  )
}
