resume <- function(delais) {
  q <- quantile(delais, c(0.25, 0.5, 0.75), na.rm = TRUE, names = FALSE)
  c(q1 = q[1], mediane = q[2], q3 = q[3])
}
