# Stands before every warm-up, in the same turn: the guest sets its path anew at each turn. Modules come from
# the host's directories only; an empty entry would let a file in the working directory shadow a library.
__import__("sys").path[:] = ["/usr/local/lib/spyrales", "/usr/local/lib/integers", "/usr/local/lib/python315.zip", "/usr/local/lib/wheels"]
__import__("spyrales_integers").install()
__import__("sys").path.remove("/usr/local/lib/integers")
