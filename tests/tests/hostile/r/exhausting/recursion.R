profond <- function(rang) profond(rang + 1)
profond(1)
