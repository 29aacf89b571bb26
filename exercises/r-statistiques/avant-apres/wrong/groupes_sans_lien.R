# fails: appariement, manques, tires
p_valeur <- function(avant, apres) {
  t.test(avant, apres)$p.value
}
