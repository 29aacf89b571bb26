/* What translated Fortran calls of its own language's library. */
__attribute__((visibility("hidden"))) double d_sign(double *a, double *b) {
  double size = *a >= 0 ? *a : -*a;
  return *b >= 0 ? size : -size;
}

__attribute__((visibility("hidden"))) double pow_di(double *base, int *exponent) {
  unsigned left = *exponent < 0 ? -(unsigned)*exponent : (unsigned)*exponent;
  double power = 1, square = *exponent < 0 ? 1 / *base : *base;
  for (; left; left >>= 1, square *= square) {
    if (left & 1) power *= square;
  }
  return power;
}
