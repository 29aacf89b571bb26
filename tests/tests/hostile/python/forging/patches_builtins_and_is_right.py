import builtins

honest = len
builtins.len = lambda thing: honest(thing)
builtins.print = builtins.open = builtins.id = builtins.repr = None
