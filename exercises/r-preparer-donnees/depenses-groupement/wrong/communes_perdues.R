# fails: total, aucun, tires
depenses <- function(budget, groupements) {
  communautes <- groupements[groupements$nature %in% c("CC", "CA", "ME"), ]
  aggregate(montant ~ groupement, merge(budget[budget$sens == "D", ], communautes), sum)
}
