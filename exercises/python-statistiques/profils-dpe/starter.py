import pandas as pd


def profils(parc):
    # De quel total chaque pourcentage est-il la part ?
    ...
