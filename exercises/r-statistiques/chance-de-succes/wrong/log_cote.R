# fails: bornes, logistique, manques, tires
probabilite <- function(demandes, revenus) {
  modele <- glm(acceptee ~ revenu, family = binomial, data = demandes)
  unname(predict(modele, newdata = data.frame(revenu = revenus)))
}
