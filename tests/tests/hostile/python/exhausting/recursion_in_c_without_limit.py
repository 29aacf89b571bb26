import sys

sys.setrecursionlimit(10**9)


class Poupee:
    def __repr__(self):
        return repr([self])


repr(Poupee())
