# Pages and devices without number, none of them closed, and an error in the middle of a plot.
for (i in 1:20) plot(i, main = "<script>alert(1)</script>")
for (i in 1:80) try(dev.new(), silent = TRUE)
try(lines(1:3), silent = TRUE)
polygon_of_many <- function() {
  plot(0:1, 0:1, type = "n")
  polygon(runif(1e4), runif(1e4))
}
polygon_of_many()
