honest <- bilan
rm(bilan)
makeActiveBinding("bilan", function() honest, globalenv())
