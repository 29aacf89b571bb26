def f(n):
    total = 0
    while n > 0:
        total += n
    return total


def g(n):
    return 2 * n
