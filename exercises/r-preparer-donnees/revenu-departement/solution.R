revenu_par_departement <- function(revenus) {
  revenus |>
    filter(!is.na(revenu_moyen), !is.na(departement), departement != "") |>
    group_by(departement) |>
    summarise(revenu = weighted.mean(revenu_moyen, menages))
}
