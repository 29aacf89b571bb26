p <- lattice::xyplot(mpg ~ wt, mtcars)
print(class(p))
print(p$xlab)
