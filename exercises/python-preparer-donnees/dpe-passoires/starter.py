import pandas as pd


def passoires(dpe, departement):
    # Gardez les logements F ou G du département, puis triez.
    ...
