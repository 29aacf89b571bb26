attendu <- function(table) {
  envoyes <- tapply(table$envoyes, table$territoire, sum)
  taux <- 100 * tapply(table$reponses, table$territoire, sum) / envoyes
  taux <- taux[envoyes > 0]
  ordre <- order(-taux, names(taux))
  data.frame(territoire = names(taux)[ordre], taux = as.vector(taux)[ordre])
}

check("taux", points = 2, title = "taux", {
  table <- data.frame(
    territoire = c("Creuse", "Aude", "Creuse", "Lot", "Aude"),
    envoyes = c(100L, 200L, 300L, 50L, 200L), reponses = c(50L, 150L, 30L, 25L, 10L)
  )
  expect_frame(sub$call("taux_de_reponse", table), attendu(table), ignore_row_order = TRUE)
})

check("sans_envoi", title = "sans envoi", {
  table <- data.frame(territoire = c("Gers", "Cher", "Gers"), envoyes = c(0, 40, 0), reponses = c(0, 10, 0))
  expect_frame(sub$call("taux_de_reponse", table), attendu(table), ignore_row_order = TRUE)
})

check("tri", points = 2, title = "tri", {
  table <- data.frame(territoire = c("Jura", "Cher", "Aube", "Gers"), envoyes = 10, reponses = c(4, 9, 4, 2))
  expect_frame(sub$call("taux_de_reponse", table), attendu(table))
})

check("autres_envois", hidden = TRUE, title = "autres envois", {
  table <- data.frame(territoire = sample(c("Ain", "Eure", "Orne", "Var"), 30, TRUE), envoyes = sample(10:90, 30, TRUE))
  table$reponses <- vapply(table$envoyes, function(n) sample(0:n, 1), 0L)
  expect_frame(sub$call("taux_de_reponse", table), attendu(table), ignore_row_order = TRUE)
})
