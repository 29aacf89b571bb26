cat(format(pillar::num(c(1234.5, 2), digits = 2)), "\n")
print(pillar::dim_desc(data.frame(a = 1:3)))
