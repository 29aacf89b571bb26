import builtins
import os
import random
import sys

import numpy as np
import pandas as pd

builtins.canari = sys.canari = np.canari = pd.canari = "laissé"
os.environ["CANARI"] = "laissé"
pd.options.display.max_rows = 3
np.random.seed(0)
random.seed(0)
for path in ("/work/canari", "/tmp/canari"):
    with open(path, "w") as file:
        file.write("laissé")
