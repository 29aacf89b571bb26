bilan <- function(montants) list(nombre = length(montants), total = complex(real = sum(montants), imaginary = 0))
