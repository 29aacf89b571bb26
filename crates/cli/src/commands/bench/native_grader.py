"""A grader as most are: the learner's code and the checks in one fresh process. Rival of `spyrales bench`.

It offers just enough of the trainers' API for the measured exercise: helpers compare with numpy and pandas.
"""

import runpy
import sys
import types

import numpy as np
import pandas as pd

CHECKS = []


def check(**_options):
    def declare(function):
        CHECKS.append(function)
        return function

    return declare


def expect_frame(got, expected, *, ignore_row_order=False, rtol=1e-9, **_options):
    if ignore_row_order:
        columns = list(expected.columns)
        got, expected = (f.sort_values(columns).reset_index(drop=True) for f in (got, expected))
    pd.testing.assert_frame_equal(
        got.reset_index(drop=True), expected.reset_index(drop=True), rtol=rtol, check_dtype=False
    )


def expect_series(got, expected, *, rtol=1e-9, **_options):
    pd.testing.assert_series_equal(got, expected, rtol=rtol, check_names=False)


def expect_equal(got, expected, **_options):
    assert got == expected


def expect_close(got, expected, *, rtol=1e-9, atol=0.0, **_options):
    np.testing.assert_allclose(got, expected, rtol=rtol, atol=atol)


class Submission:
    seed = 7

    def __init__(self, path):
        self.source = open(path, encoding="utf-8").read()
        self.names = runpy.run_path(path)

    def call(self, name, *args, **kwargs):
        return self.names[name](*args, **kwargs)

    def value(self, name):
        return self.names[name]

    def read_csv(self, name, **options):
        return pd.read_csv(name, **options)


api = types.ModuleType("spyrales")
for function in (check, expect_frame, expect_series, expect_equal, expect_close):
    setattr(api, function.__name__, function)
sys.modules["spyrales"] = api

submission = Submission("submission.py")
runpy.run_path("check.py")
for function in CHECKS:
    function(submission)
print(f"{len(CHECKS)} checks passed")
