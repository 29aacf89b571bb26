"""What a check file imports: `from spyrales import check, expect_frame`. See docs/en/checks.md."""

from spyrales.array import expect_array
from spyrales.calls import expect_calls, expect_no_calls
from spyrales.equal import expect_close, expect_equal
from spyrales.failure import SubmissionFailure
from spyrales.figure import expect_figure
from spyrales.frame import expect_frame
from spyrales.model import expect_model
from spyrales.problems import CheckError, Mismatch
from spyrales.query import expect_query
from spyrales.raises import expect_raises
from spyrales.registry import check, credit
from spyrales.remote import RemoteObject
from spyrales.series import expect_series

__all__ = [
    "CheckError",
    "Mismatch",
    "RemoteObject",
    "SubmissionFailure",
    "check",
    "credit",
    "expect_array",
    "expect_calls",
    "expect_close",
    "expect_equal",
    "expect_figure",
    "expect_frame",
    "expect_model",
    "expect_no_calls",
    "expect_query",
    "expect_raises",
    "expect_series",
]
