# fails: ponderation, manques, fichier, tires
revenu_par_departement <- function(revenus) {
  revenus |>
    filter(!is.na(revenu_moyen), departement != "") |>
    group_by(departement) |>
    summarise(revenu = mean(revenu_moyen))
}
