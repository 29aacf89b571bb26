# What is told of a script that is graded all the same, in French and English.

NOTES <- list(
  setwd = list(
    fr = "`setwd` est sans effet, car ce dossier n'existe pas ici ; les fichiers de l'exercice sont déjà dans le dossier de travail.",
    en = "`setwd` has no effect, for that folder doesn't exist here; the exercise's files are in the working directory already."),
  quit = list(
    fr = "`quit()` met fin au script : ce qui suit n'est pas exécuté.",
    en = "`quit()` ends the script: what comes after isn't run."),
  readline = list(
    fr = "`readline` rend un texte vide, car il n'y a pas de clavier ici.",
    en = "`readline` gives an empty text, for there is no keyboard here."),
  browser = list(
    fr = "`browser()` est sans effet : personne n'est devant la console.",
    en = "`browser()` has no effect: nobody is at the console."),
  install = list(
    fr = "`install.packages` est sans effet, car rien ne s'installe ici ; `library(…)` charge ce qui est là.",
    en = "`install.packages` has no effect, for nothing can be installed here; `library(…)` loads what is there."),
  view = list(
    fr = "`View` est sans effet : il n'y a pas de fenêtre ici.",
    en = "`View` has no effect: there is no window here.")
)

FAILED_LINE <- list(
  fr = "La ligne {line} de votre script échoue ici (`{text}` : {message}) ; les autres ont été exécutées, et ce qui est demandé est bien là.",
  en = "Line {line} of your script fails here (`{text}`: {message}); the others were run, and what is asked for is there."
)

DOCUMENTS <- list(
  list(code = fenced_code, told = list(
    fr = "Votre fichier est un document (R Markdown, Quarto ou texte avec du code entre ```) : ses blocs de code R ont été exécutés dans l'ordre.",
    en = "Your file is a document (R Markdown, Quarto, or text with code between ```): its blocks of R code were run in order.")),
  list(code = console_code, told = list(
    fr = "Votre texte vient de la console : les lignes qui commencent par > ou + ont été exécutées sans ce signe, et les réponses de R laissées de côté.",
    en = "Your text comes from the console: lines that begin with > or + were run without that sign, and R's answers left out."))
)
