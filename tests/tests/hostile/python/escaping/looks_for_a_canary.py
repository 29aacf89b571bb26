import builtins
import os
import sys

import numpy as np
import pandas as pd

print([hasattr(place, "canari") for place in (builtins, sys, np, pd)])
print("CANARI" in os.environ, pd.options.display.max_rows, os.path.exists("/work/canari"), os.listdir("/tmp"))
