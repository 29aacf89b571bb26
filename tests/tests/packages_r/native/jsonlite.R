cat(jsonlite::toJSON(list(a = 1:3, b = "x", c = NA), auto_unbox = TRUE), "\n")
print(jsonlite::fromJSON('[{"x":1,"y":"a"},{"x":2,"y":"b"}]'))
print(jsonlite::validate("{"))
