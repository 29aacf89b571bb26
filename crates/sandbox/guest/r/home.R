# Where the host's functions live in R: a namespace of their own, which the learner's names don't reach.

make_home <- function(parts) {
  home <- new.env(parent = baseenv())
  for (part in parts) sys.source(file.path("/usr/local/lib/spyrales", part), home)
  about <- new.env(parent = baseenv())
  about$spec <- c(name = "spyrales", version = "1.0")
  assign(".__NAMESPACE__.", about, home)
  .Internal(registerNamespace("spyrales", home))
  home
}
