# Warms the checker's sandbox: run once, just before its snapshot is taken.

options(expressions = 5000, warn = 1, width = 80, digits = 7, stringsAsFactors = FALSE)
if (dir.exists("/usr/lib/R/site-library")) .libPaths("/usr/lib/R/site-library")
sys.source("/usr/local/lib/spyrales/home.R", environment())
home <- make_home(c(
  "door.R", "values_write.R", "values_read.R", "values_figure.R",
  "nearest.R", "checker/text.R", "checker/advice_table.R", "checker/advice.R", "checker/compare.R", "checker/compare_frames.R",
  "checker/expect.R", "checker/figure.R", "checker/remote.R", "checker/submission.R", "checker/check.R", "packages.R"
))
home$register_remote()

local({
  frame <- read.csv(text = "region,montant\nNord,1.5\nSud,\nNord,3.5", stringsAsFactors = TRUE)
  capture.output(print(summary(lm(mpg ~ wt, mtcars))), print(aggregate(montant ~ region, frame, mean)))
  home$begin_registry()
  home$check("warm", {
    home$expect_close(1.5, 1.5)
    home$expect_frame(frame, frame, ignore_row_order = TRUE)
    home$expect_equal(list(a = 1:3, b = "x"), list(a = 1:3, b = "y"))
  }, title = "x", hint = list(fr = "x", en = "y"))
  outcome <- home$outcome_of(home$registry$checks$warm, 1)
  home$decode(home$message_of("outcome", outcome, keep = home$number_of_remote), home$remote)
})
rm(list = ls(globalenv(), all.names = TRUE), envir = globalenv())
invisible(gc())
