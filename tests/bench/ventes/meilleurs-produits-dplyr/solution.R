meilleurs <- function(table, n) {
  table |>
    group_by(produit) |>
    summarise(total = sum(montant)) |>
    arrange(desc(total)) |>
    head(n)
}
