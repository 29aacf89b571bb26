import sys

for number in range(20_000):
    print(number)
    print(-number, file=sys.stderr)
