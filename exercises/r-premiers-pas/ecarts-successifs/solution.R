ecarts <- function(releves) {
  if (length(releves) < 2) return(numeric(0))
  diff(releves)
}
