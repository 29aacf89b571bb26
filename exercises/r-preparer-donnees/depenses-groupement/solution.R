depenses <- function(budget, groupements) {
  communautes <- groupements[groupements$nature %in% c("CC", "CA", "ME"), ]
  sorties <- budget[budget$sens == "D", ]
  lignes <- merge(sorties, communautes, by = "commune", all.x = TRUE)
  lignes$groupement[is.na(lignes$groupement)] <- "aucun"
  aggregate(montant ~ groupement, lignes, sum)
}
