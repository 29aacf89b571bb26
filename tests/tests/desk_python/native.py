"""Computes `native.txt` on a desk: run it with the versions that the guest has (docs/desk-python.md)."""

import pathlib
import sys

from describe import lines, np, pd, sk, sp

FOLDER = pathlib.Path(__file__).parent

if __name__ == "__main__":
    found = {"numpy": np.__version__, "pandas": pd.__version__, "scikit-learn": sk.__version__, "scipy": sp.__version__}
    wanted = {"numpy": "2.5.2", "pandas": "3.0.6", "scikit-learn": "1.9.1", "scipy": "1.18.1"}
    if found != wanted or sys.maxsize < 2**32:
        sys.exit(f"this takes {wanted} on a 64-bit machine, and here are {found}")
    text = "".join(f"{line}\n" for line in lines((FOLDER / "expressions.txt").read_text()))
    (FOLDER / "native.txt").write_text(text)
