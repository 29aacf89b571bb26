f <- factor(c("b", "a", "b", "c"))
print(forcats::fct_infreq(f))
print(forcats::fct_recode(f, x = "a"))
print(forcats::fct_lump_n(f, 1))
