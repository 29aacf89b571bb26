def f(n):
    return n * (n + 1) // 2


def g(n):
    return 2 * n
