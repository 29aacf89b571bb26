Point <- S7::new_class("Point", properties = list(x = S7::class_numeric))
norme <- S7::new_generic("norme", "p")
S7::method(norme, Point) <- function(p) abs(p@x)
print(norme(Point(x = -3)))
