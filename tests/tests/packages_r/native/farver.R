print(round(farver::convert_colour(matrix(c(255, 0, 0), 1), "rgb", "hsl"), 4))
print(farver::encode_colour(matrix(c(18, 52, 86), 1)))
