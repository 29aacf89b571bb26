import itertools

chain = iter(())
for _ in range(100_000):
    chain = itertools.chain(chain, ())
next(chain)
