# fails: total, groupement, aucun, tires
depenses <- function(budget, groupements) {
  communautes <- groupements[groupements$nature %in% c("CC", "CA", "ME"), ]
  lignes <- merge(budget, communautes, by = "commune", all.x = TRUE)
  lignes$groupement[is.na(lignes$groupement)] <- "aucun"
  aggregate(montant ~ groupement, lignes, sum)
}
