# fails: logistique, manques, tires
probabilite <- function(demandes, revenus) {
  modele <- lm(acceptee ~ revenu, demandes)
  p <- unname(predict(modele, newdata = data.frame(revenu = revenus)))
  pmin(pmax(p, 0.001), 0.999)
}
