m <- Matrix::sparseMatrix(i = c(1, 2, 3), j = c(1, 3, 2), x = c(2, 5, 7))
print(as.matrix(Matrix::crossprod(m)))
print(as.numeric(Matrix::solve(m, c(2, 5, 7))))
print(Matrix::nnzero(m))
