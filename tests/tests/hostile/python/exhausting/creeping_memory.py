kept = []
while True:
    kept.append(" " * 100_000)
