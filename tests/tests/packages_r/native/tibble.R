t <- tibble::tibble(x = 1:3, y = x^2)
print(as.data.frame(t))
print(dim(tibble::add_row(t, x = 9L, y = 0)))
print(as.data.frame(tibble::enframe(c(a = 1, b = 2))))
