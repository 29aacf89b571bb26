# Functions, methods and fields of the learner's, called for the host.

call_named <- function(name, arguments, named) {
  name <- known_name(name)
  f <- find_name(name)
  if (!is.function(f)) refuse("spyrales_not_callable", name = name, class_name = class_name(f))
  apply_to(as.name(name), arguments, named)
}

# Calls `f`, a function or the name of one, as the top of a script would: methods that the learner defined are
# looked for where the call stands. The arguments aren't spelled out in it: a traceback that holds a whole frame
# helps nobody.
apply_to <- function(f, arguments, named) {
  arguments <- c(as.list(arguments), as.list(named))
  symbols <- lapply(seq_along(arguments), function(i) as.name(paste0("..", i)))
  names(symbols) <- names(arguments)
  caller <- as.function(c(alist(... = ), as.call(c(list(f), symbols))), envir = globalenv())
  do.call(caller, unname(arguments), quote = TRUE)
}

# A method of an object that was handed out: its own function of that name, else the generic function that R
# knows by it.
call_method <- function(object, name, arguments, named) {
  if (name == "__getattribute__") return(field(object, arguments[[1L]]))
  if (name == "__call__") return(apply_to(object, arguments, named))
  if (name == "__class__") return(classes_of(object))
  if (name == "__columns__") return(columns_of(object))
  own <- own_function(object, name)
  if (is.function(own)) return(apply_to(own, arguments, named))
  if (!exists(name, globalenv(), mode = "function")) refuse("spyrales_missing", name = name)
  apply_to(as.name(name), c(list(object), as.list(arguments)), named)
}

# A function that an object holds: of a list, an R6 object, a reference class's (which makes its methods when they
# are first asked for) or the generator of one.
own_function <- function(object, name) {
  if (isS4(object) && is_reference(object)) {
    return(tryCatch(eval(call("$", object, as.name(name)), globalenv()), error = function(error) NULL))
  }
  if (is.environment(object) || (is.list(object) && !is.null(names(object)))) unclass_field(object, name)
}

is_reference <- function(object) {
  methods::is(object, "envRefClass") || methods::is(object, "refObjectGenerator")
}

unclass_field <- function(object, name) {
  if (is.environment(object)) get0(name, object, inherits = FALSE) else .subset2(object, name)
}

field <- function(object, name) {
  if (isS4(object) && is_reference(object)) return(eval(call("$", object, as.name(name)), globalenv()))
  if (isS4(object)) return(methods::slot(object, name))
  value <- if (is.environment(object) || is.list(object)) unclass_field(object, name)
  if (is.null(value)) attr(object, name, exact = TRUE) else value
}

# All that `inherits` answers to.
classes_of <- function(object) {
  if (isS4(object)) methods::is(object) else class(object)
}

# What keeps a data frame from crossing: columns that aren't plain vectors.
columns_of <- function(object) {
  columns <- unclass(object)
  list(
    names = as.list(names(columns)), classes = lapply(columns, function(column) class(column)[1L]),
    odd = lapply(columns, function(column) !is.null(dim(column)) || (is.list(column) && !is.null(oldClass(column))))
  )
}

value_named <- function(name) find_name(name)

find_name <- function(name) {
  get(known_name(name), globalenv(), inherits = FALSE)
}

# The name by which the learner's code has it: accents may be typed as one sign or as two.
known_name <- function(name) {
  if (exists(name, globalenv(), inherits = FALSE)) return(name)
  names <- ls(globalenv(), all.names = TRUE)
  same <- names[composed(names) == composed(name)]
  if (length(same) == 0L) refuse("spyrales_missing", name = name)
  same[1L]
}
