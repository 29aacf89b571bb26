# fails: manques, fichier, tires
revenu_par_departement <- function(revenus) {
  revenus |>
    filter(!is.na(departement), departement != "") |>
    group_by(departement) |>
    summarise(revenu = sum(revenu_moyen * menages, na.rm = TRUE) / sum(menages))
}
