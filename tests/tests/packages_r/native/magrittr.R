library(magrittr)
print(c(1, 4, 9) %>% sqrt %>% sum)
x <- c(4, 9)
x %<>% sqrt
print(x)
print(list(a = 1, b = 2) %$% (a + b))
