import pandas as pd


def resume(durees):
    # Renvoyez un dictionnaire avec les six clés demandées.
    ...
