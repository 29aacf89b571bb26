f <- mgcv::gam(mpg ~ s(wt), data = mtcars)
print(round(sum(f$edf), 2))
print(round(predict(f, data.frame(wt = 3)), 3))
