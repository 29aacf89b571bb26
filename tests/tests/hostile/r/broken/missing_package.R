library(dplir)
