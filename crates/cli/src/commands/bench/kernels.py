"""Compute-bound work, the same in a sandbox and in a native interpreter: each function is one kernel."""


def loop():
    total = 0
    for number in range(600_000):
        total += number * number % 7
    return total


def recursion():
    def fibonacci(n):
        return n if n < 2 else fibonacci(n - 1) + fibonacci(n - 2)

    return fibonacci(24)


def sieve():
    limit = 400_000
    prime = bytearray([1]) * limit
    for number in range(2, 633):
        if prime[number]:
            prime[number * number :: number] = bytes(len(range(number * number, limit, number)))
    return sum(prime)


def words():
    counts = {}
    for number in range(120_000):
        word = str(number * 7919 % 5_003)
        counts[word] = counts.get(word, 0) + len(word)
    return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:3]


def classes():
    class Point:
        def __init__(self, x, y):
            self.x, self.y = x, y

        def moved(self, dx):
            return Point(self.x + dx, self.y - dx)

    point = Point(0, 0)
    for step in range(100_000):
        point = point.moved(step % 3)
    return point.x


def regular_expressions():
    import re

    text = "le 3 mars 2024, 75013 Paris ; le 12 mai 2025, 2A004 Ajaccio ; " * 400
    return len(re.findall(r"\b(\d{1,2}) (mars|mai) (\d{4})\b|\b\d[0-9AB]\d{3}\b", text))


def json_text():
    import json

    rows = [{"commune": f"{n:05d}", "population": n * 3, "dense": n % 2 == 0} for n in range(8_000)]
    return len(json.loads(json.dumps(rows)))


def elementwise():
    import numpy as np

    numbers = np.linspace(0.0, 10.0, 400_000)
    return float((np.sin(numbers) * np.exp(-numbers) + numbers**2).sum())


def sorting():
    import numpy as np

    return float(np.sort(np.random.default_rng(0).normal(size=300_000))[1_000])


def matrix_product():
    import numpy as np

    numbers = np.random.default_rng(0).normal(size=(220, 220))
    return float((numbers @ numbers.T).trace())


def singular_values():
    import numpy as np

    return float(np.linalg.svd(np.random.default_rng(0).normal(size=(90, 90)), compute_uv=False)[0])


def grouping():
    import numpy as np
    import pandas as pd

    rng = np.random.default_rng(0)
    table = pd.DataFrame({"key": rng.integers(0, 500, 60_000), "value": rng.normal(size=60_000)})
    return float(table.groupby("key")["value"].agg(["mean", "std", "max"]).to_numpy().sum())


def joining():
    import numpy as np
    import pandas as pd

    rng = np.random.default_rng(0)
    left = pd.DataFrame({"key": rng.permutation(30_000), "a": rng.normal(size=30_000)})
    right = pd.DataFrame({"key": rng.permutation(30_000), "b": rng.normal(size=30_000)})
    return len(left.merge(right, on="key").sort_values(["a", "b"]))


def reading():
    import io

    import pandas as pd

    lines = "".join(f"{n:05d};{n % 97};{n / 7:.3f};commune {n}\n" for n in range(8_000))
    return int(pd.read_csv(io.StringIO("code;n;taux;nom\n" + lines), sep=";", dtype={"code": str})["n"].sum())


def distributions():
    import numpy as np
    from scipy import stats

    return float(stats.norm.ppf(np.linspace(0.001, 0.999, 40_000)).sum())


def decision_tree():
    import numpy as np
    from sklearn.tree import DecisionTreeClassifier

    rng = np.random.default_rng(0)
    features = rng.normal(size=(1_500, 8))
    target = (features.sum(axis=1) > 0).astype(int)
    return DecisionTreeClassifier(random_state=0).fit(features, target).get_depth()


KERNELS = (
    loop,
    recursion,
    sieve,
    words,
    classes,
    regular_expressions,
    json_text,
    elementwise,
    sorting,
    matrix_product,
    singular_values,
    grouping,
    joining,
    reading,
    distributions,
    decision_tree,
)


def measure(rounds=5):
    """The shortest of some runs of each kernel, in seconds, by name."""
    import time

    times = {}
    for kernel in KERNELS:
        kernel()
        runs = []
        for _ in range(rounds):
            begin = time.perf_counter()
            kernel()
            runs.append(time.perf_counter() - begin)
        times[kernel.__name__] = min(runs)
    return times


if __name__ == "__main__":
    print(__import__("json").dumps(measure()))
