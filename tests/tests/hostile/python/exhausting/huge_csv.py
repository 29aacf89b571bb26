import io

import pandas as pd

pd.read_csv(io.StringIO("a,b,c,d,e,f\n" + "1,2,3,4,5,6\n" * 3_000_000), dtype=object)
