options(expressions = 500000)
profond <- function(rang) profond(rang + 1)
try(profond(1), silent = TRUE)
