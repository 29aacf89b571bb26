for (i in 1:100) {
  cat(strrep("x", 10000))
  message(strrep("x", 10000))
}
