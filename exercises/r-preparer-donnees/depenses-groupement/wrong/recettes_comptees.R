# fails: total, groupement, aucun, tires
depenses <- function(budget, groupements) {
  communautes <- groupements |> filter(nature %in% c("CC", "CA", "ME"))
  budget |>
    left_join(communautes, by = "commune") |>
    mutate(groupement = coalesce(groupement, "aucun")) |>
    group_by(groupement) |>
    summarise(montant = sum(montant))
}
