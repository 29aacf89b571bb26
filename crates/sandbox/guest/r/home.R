# Where the host's functions live in R: a namespace of their own, which the learner's names don't reach.

make_home <- function(parts) {
  home <- new.env(parent = baseenv())
  for (part in parts) sys.source(file.path("/usr/local/lib/spyrales", part), home)
  keep_base(home)
  about <- new.env(parent = baseenv())
  about$spec <- c(name = "spyrales", version = "1.0")
  assign(".__NAMESPACE__.", about, home)
  .Internal(registerNamespace("spyrales", home))
  home
}

# What the functions use of R's base stays what it is now, whatever the learner's code makes of it there.
keep_base <- function(home) {
  own <- ls(home, all.names = TRUE)
  functions <- Filter(is.function, mget(own, home))
  used <- unique(unlist(lapply(functions, function(one) all.names(as.call(as.list(one))))))
  for (name in setdiff(used, own)) {
    if (exists(name, baseenv(), inherits = FALSE)) assign(name, get(name, baseenv()), home)
  }
}
