# fails: un_seul, aucun
ecarts <- function(releves) {
  resultat <- numeric(0)
  for (i in 1:(length(releves) - 1)) resultat[i] <- releves[i + 1] - releves[i]
  resultat
}
