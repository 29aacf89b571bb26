# Without `c`, `length` and `list` nothing of R's works any more, the agent included.
for (name in c("c", "length", "list", "lapply")) {
  unlockBinding(name, baseenv())
  assign(name, function(...) 0, baseenv())
}
