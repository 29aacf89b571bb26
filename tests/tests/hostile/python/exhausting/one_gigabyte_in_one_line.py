import sys

block = "x" * 1_000_000
for _ in range(1_000):
    sys.stdout.write(block)
