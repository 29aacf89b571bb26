# Tells the language's version, and each library that it has with its own: what anybody could ask of it.
def tell():
    import importlib.metadata
    import sys

    print(sys.version.split()[0])
    for one in importlib.metadata.distributions():
        print(one.metadata["Name"], one.version, sep="\t")


tell()
del tell
