# fails: appariement, manques, tires
p_valeur <- function(avant, apres) {
  t.test(apres, avant, paired = TRUE, alternative = "greater")$p.value
}
