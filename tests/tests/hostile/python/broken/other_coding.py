# -*- coding: latin-1 -*-
été = "é"
assert len(été) == 1 and été == "\u00e9"
