# Every look at `bilan` finds another function; the one that is called first is right.
looks <- 0
honest <- bilan
rm(bilan)
makeActiveBinding("bilan", function() {
  looks <<- looks + 1
  if (looks > 1) function(montants) NULL else honest
}, globalenv())
