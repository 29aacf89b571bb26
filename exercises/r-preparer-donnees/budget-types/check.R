types <- c(
  commune = "character", exercice = "integer", section = "character",
  chapitre = "character", sens = "character", montant = "numeric"
)

attendu <- function(fichier) sub$read_csv(fichier, sep = ";", dec = ",", colClasses = types)

# Un budget tiré au sort, écrit là où le code de la réponse le lira.
tire <- function(fichier, annee) {
  n <- 20L
  montants <- sprintf("%d,%02d", sample(10:90000, n), sample(0:99, n, TRUE))
  budget <- data.frame(
    commune = sample(c("01004", "01014", "2A004"), n, TRUE), exercice = annee, section = sample(c("F", "I"), n, TRUE),
    chapitre = sample(c("011", "012", "73"), n, TRUE), sens = sample(c("D", "R"), n, TRUE), montant = montants
  )
  lignes <- c(paste(names(budget), collapse = ";"), do.call(paste, c(budget, sep = ";")))
  sub$run(paste0("writeLines(", paste(deparse(lignes), collapse = "\n"), ", ", deparse(fichier), ")"))
  budget$montant <- as.numeric(sub(",", ".", montants, fixed = TRUE))
  budget
}

check("communes", points = 2,
  title = list(fr = "Les codes des communes gardent leur zéro", en = "Commune codes keep their zero"),
  hint = list(fr = "`read.csv2` devine les types : regardez son argument `colClasses`.",
              en = "`read.csv2` guesses the types: look at its argument `colClasses`."),
  expect_frame(sub$call("lire_budget", "budget_2023.csv"), attendu("budget_2023.csv"), columns = "commune"))

check("textes", points = 1,
  title = list(fr = "Les chapitres, sections et sens sont des textes", en = "Chapters, sections and sides are text"),
  hint = list(fr = "Une fois le zéro perdu à la lecture, `as.character` ne le ramène pas.",
              en = "Once the zero is lost on reading, `as.character` doesn't bring it back."),
  expect_frame(sub$call("lire_budget", "budget_2023.csv"), attendu("budget_2023.csv"), columns = c("section", "chapitre", "sens")))

check("montants", points = 2,
  title = list(fr = "Les montants sont des nombres", en = "Amounts are numbers"),
  hint = list(fr = "La marque décimale du fichier est la virgule.", en = "The decimal mark of the file is the comma."),
  expect_frame(sub$call("lire_budget", "budget_2023.csv"), attendu("budget_2023.csv"), columns = "montant"))

check("autre_annee", points = 1, hidden = TRUE,
  title = list(fr = "Un autre exercice se lit de la même façon", en = "Another year is read in the same way"),
  hint = list(fr = "Lisez le fichier que désigne l'argument `chemin`.", en = "Read the file that the argument `chemin` names."),
  {
    expect_frame(sub$call("lire_budget", "budget_2024.csv"), attendu("budget_2024.csv"))
    annee <- sample(2025:2099, 1)
    fichier <- paste0("budget_", annee, ".csv")
    budget <- tire(fichier, annee)
    expect_frame(sub$call("lire_budget", fichier), budget)
  })
