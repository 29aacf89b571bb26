nom <- "Ad\u00e8le"
cat(glue::glue("Bonjour {nom}, {1 + 1}"), "\n")
print(as.character(glue::glue_collapse(c("a", "b", "c"), ", ", last = " et ")))
