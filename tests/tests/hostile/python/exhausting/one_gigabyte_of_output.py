block = "x" * 999_999
for _ in range(1_000):
    print(block)
