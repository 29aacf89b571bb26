opened <- list()
repeat {
  connection <- tryCatch(file("connexion", "w"), error = function(e) NULL, warning = function(w) NULL)
  if (is.null(connection) || length(opened) > 1000) break
  opened[[length(opened) + 1L]] <- connection
}
cat(length(opened) < 1000, "\n")
for (connection in opened) close(connection)
