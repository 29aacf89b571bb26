# Warms the submission's sandbox: run once, just before its snapshot is taken. What is loaded and first used
# here costs nothing in a grade.

options(expressions = 5000, warn = 1, width = 80, digits = 7, stringsAsFactors = FALSE)
if (dir.exists("/usr/lib/R/site-library")) .libPaths("/usr/lib/R/site-library")
sys.source("/usr/local/lib/spyrales/home.R", environment())
home <- make_home(c(
  "door.R", "values_write.R", "values_read.R", "values_figure.R", "nearest.R", "figure.R", "figure_operations.R",
  "figure_panels.R", "figure_styles.R", "figure_ggplot2.R", "agent_failure.R", "agent_calls.R", "lessons.R", "lessons_table.R",
  "lessons_syntax.R", "lessons_syntax_table.R", "document.R", "lessons_notes.R", "script.R", "habits.R", "locale.R", "agent.R", "packages.R"
))
home$take_over_graphics()
home$take_over_habits()
home$take_over_locale()

local({
  frame <- read.csv(text = "region,mois,montant\nNord,2024-01,1.5\nSud,2024-02,\nNord,2024-02,3.5", stringsAsFactors = TRUE)
  frame$jour <- as.Date(paste0(frame$mois, "-01"))
  capture.output({
    str(frame)
    print(summary(frame))
    print(aggregate(montant ~ region, frame, mean))
    print(merge(frame, data.frame(region = "Nord", x = 1), all.x = TRUE))
    print(tapply(frame$montant, frame$region, sum, na.rm = TRUE))
    print(table(frame$region, frame$mois))
    print(summary(lm(mpg ~ wt, mtcars)))
    print(summary(glm(am ~ wt, binomial, mtcars)))
    print(t.test(extra ~ group, sleep))
    print(chisq.test(matrix(c(8, 12, 15, 5), 2)))
    print(solve(matrix(c(2, 1, 1, 3), 2)))
    print(eigen(matrix(c(2, 1, 1, 3), 2)))
    print(as.POSIXct("2024-03-10 12:34:56", tz = "Europe/Paris"))
    print(do.call(rbind, lapply(split(iris, iris$Species), function(part) colMeans(part[1:4]))))
    print(regmatches("a1b22", gregexpr("[0-9]+", "a1b22")))
    print(format(Sys.time()))
    try(stop("warm"), silent = TRUE)
  })
  values <- list(frame, 1:3, c(a = 1.5), "texte", list(1, NULL, NA), table(frame$region), Sys.Date())
  home$decode(home$message_of("done", values, keep = home$keep_object))
  # A submission and the requests that it gets, the ones that fail too.
  ask <- function(...) {
    home$decode_message(home$answer(home$message_of(...)), home$kept_object)
  }
  source <- "moyenne <- function(x) {\n  # warm\n  mean(x)\n}\n\u00e9t\u00e9 <- 1\nfaux <- function(x) stop(\"warm\")\ninvisible(2)\n"
  none <- structure(list(), names = character())
  capture.output({
    ask("load", source, 1)
    ask("call", "moyenne", list(frame), none)
    ask("call", "moyenne", list(1:3), none)
    ask("call", "faux", list(1), none)
    ask("call", "moyenn", list(1), none)
    ask("value", "moyenne")
    ask("names")
    ask("look")
    ask("load", "x <- (", 1)
  })
  home$submission$objects <- list()
  home$submission$lines <- character()
  home$warm_figures()
})
rm(list = ls(globalenv(), all.names = TRUE), envir = globalenv())
invisible(gc())
