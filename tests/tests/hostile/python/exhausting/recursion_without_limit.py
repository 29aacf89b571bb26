import sys

sys.setrecursionlimit(10**9)


def profond(rang):
    return profond(rang + 1)


profond(0)
