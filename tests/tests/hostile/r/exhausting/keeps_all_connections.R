# As many connections as R has: none is left for the agent.
opened <- list()
repeat {
  connection <- tryCatch(file("connexion", "w"), error = function(e) NULL)
  if (is.null(connection)) break
  opened[[length(opened) + 1L]] <- connection
}
