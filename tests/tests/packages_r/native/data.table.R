library(data.table)
d <- data.table(g = c("b", "a", "b"), v = c(1, 2, 4))
print(as.data.frame(d[, .(s = sum(v), n = .N), by = g]))
setkey(d, g)
print(as.data.frame(d["a"]))
print(as.data.frame(fread("x,y\n1,a\n2,b")))
d[, w := v * 2]
print(d$w)
