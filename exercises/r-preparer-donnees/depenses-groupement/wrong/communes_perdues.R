# fails: total, aucun, tires
depenses <- function(budget, groupements) {
  communautes <- groupements |> filter(nature %in% c("CC", "CA", "ME"))
  budget |>
    filter(sens == "D") |>
    inner_join(communautes, by = "commune") |>
    group_by(groupement) |>
    summarise(montant = sum(montant))
}
