import importlib

for name in ("spyrales", "spyrales_checker", "check"):
    try:
        importlib.import_module(name)
        print(name, "IMPORTED")
    except ImportError as error:
        print(name, type(error).__name__)
