# A sequence that R writes down as its two ends only.
bilan <- function(montants) 1:2147483647
