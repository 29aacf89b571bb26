/* What translated Fortran calls of its own language's library. */
__attribute__((visibility("hidden"))) double d_sign(double *a, double *b) {
  double size = *a >= 0 ? *a : -*a;
  return *b >= 0 ? size : -size;
}
