invisible(reg.finalizer(new.env(), function(x) repeat {}))
invisible(gc())
