# Gives 1, then 2, then nothing more.
if (!exists("reste")) reste <- c(1, 2)
suivant <- function() {
  x <- reste[1]
  reste <<- reste[-1]
  options(tirages = c(getOption("tirages"), x))
  if (length(getOption("tirages")) > 2) stop("the world of the rehearsal is still there")
  x
}
