# Tells the language's version, and each package that it has with its own: what anybody could ask of it.
local({
  found <- utils::installed.packages()
  # Ours is no library.
  found <- found[rownames(found) != "spyrales", , drop = FALSE]
  cat(paste0(R.version$major, ".", R.version$minor), "\n", sep = "")
  cat(paste0(found[, "Package"], "\t", found[, "Version"], "\n"), sep = "")
})
