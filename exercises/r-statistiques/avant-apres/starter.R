p_valeur <- function(avant, apres) {
  # À vous : renvoyez un nombre, pas le résultat entier du test.
}
