print(round(coef(MASS::rlm(stack.loss ~ ., stackloss)), 3))
print(MASS::fractions(0.375))
print(round(MASS::ginv(matrix(c(2, 1, 1, 3), 2)), 4))
