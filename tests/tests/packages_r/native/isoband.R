z <- outer(1:5, 1:5, function(x, y) (x - 3)^2 + (y - 3)^2)
l <- isoband::isolines(1:5, 1:5, z, 2)
print(round(range(l[[1]]$x), 6))
print(length(l[[1]]$x))
