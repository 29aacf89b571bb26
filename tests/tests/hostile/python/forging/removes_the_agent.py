import sys
import types

sys.modules["__main__"] = types.ModuleType("__main__")
sys.modules["spyrales_agent"] = sys.modules["spyrales_values"] = None
