p_valeur <- function(avant, apres) {
  t.test(apres, avant, paired = TRUE)$p.value
}
