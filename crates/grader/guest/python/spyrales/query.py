"""`expect_query`: the rows that an SQL query gives on a database that its author hasn't seen."""

import contextlib
import sqlite3

import pandas as pd

from spyrales.frame import Comparison
from spyrales.problems import CheckError, mismatch
from spyrales.rules import Rules
from spyrales_text import Text

_RESULT = Text("le résultat de la requête", "the result of the query")


def expect_query(
    sub, sql, expected, database, *, ordered=False, check_names=True, rtol=None, atol=None, what=None, hint=None
):
    """Expects the learner's query to give the same rows as the reference.

    `sql` is the learner's query as text, `expected` the reference: a query, a DataFrame or a list
    of rows. `database` is an SQL script, the bytes of an SQLite file, or a map of DataFrames by
    name of table. Both queries run on copies of it, the learner's in the submission's sandbox.
    The order of rows counts only if `ordered`, and names of columns regardless of case.
    """
    what = _RESULT if what is None else what
    if not isinstance(sql, str) or not sql.strip():
        raise mismatch(
            what, Text("attendu une requête SQL, sous forme de texte.", "expected an SQL query, as text."), hint=hint
        )
    if isinstance(database, dict):
        database = _dump(database)
    wanted = _reference(expected, database)
    came = sub.query(sql, database)
    got = _frame(came) if _is_result(came) else came
    if isinstance(got, pd.DataFrame):
        got = _named(got, wanted, check_names, what, hint)
    _Comparison(got, wanted, Rules(rtol, atol), what, hint).run(
        columns=None, ignore_row_order=not ordered, ignore_column_order=False, check_dtypes=False, check_index=False
    )


class _Comparison(Comparison):
    """The comparison of tables, in the words of SQL."""

    sort = Text("Regardez `ORDER BY`.", "Look at `ORDER BY`.")
    distinct = Text(
        "Des lignes sont en double : regardez `DISTINCT`, ou la jointure qui les a créées.",
        "Some rows are there twice: look at `DISTINCT`, or at the join that made them.",
    )
    group = "GROUP BY"

    @staticmethod
    def rows_sentence(came, wanted):
        return Text(
            f"{came} ligne{'s' if came > 1 else ''}, il en faut {wanted}.",
            f"{came} row{'' if came == 1 else 's'}, {wanted} expected.",
        )


def _dump(tables):
    """An SQL script that makes these tables, without their indexes."""
    with contextlib.closing(sqlite3.connect(":memory:")) as connection:
        for name, frame in tables.items():
            frame.to_sql(name, connection, index=False)
        return "\n".join(connection.iterdump())


def _reference(expected, database):
    if isinstance(expected, pd.DataFrame):
        return expected
    if isinstance(expected, str):
        return _frame(_run(expected, database))
    rows = [tuple(row) for row in expected]
    return _frame({"columns": [str(place) for place in range(len(rows[0]) if rows else 0)], "rows": rows})


def _run(sql, database):
    try:
        with contextlib.closing(sqlite3.connect(":memory:")) as connection:
            if isinstance(database, bytes):
                connection.deserialize(database)
            else:
                connection.executescript(database)
            cursor = connection.execute(sql)
            return {"columns": [column[0] for column in cursor.description or ()], "rows": cursor.fetchall()}
    except sqlite3.Error as error:
        raise CheckError(f"the reference query or its database: {error}") from None


def _is_result(came):
    """Whether what came has the form of the protocol: the submission's word for it isn't enough."""
    if not isinstance(came, dict) or came.keys() != {"columns", "rows"}:
        return False
    width = len(came["columns"])
    return all(isinstance(row, tuple) and len(row) == width for row in came["rows"])


def _frame(result):
    columns = list(zip(*result["rows"])) or [()] * len(result["columns"])
    frame = pd.DataFrame({place: pd.Series(column, dtype=object) for place, column in enumerate(columns)})
    frame.columns = result["columns"]
    return frame


def _named(got, wanted, check_names, what, hint):
    """The result under the expected names, where only case differs or where names don't count."""
    if got.shape[1] != wanted.shape[1]:
        came, needed = got.shape[1], wanted.shape[1]
        raise mismatch(
            what,
            Text(
                f"{came} colonne{'s' if came > 1 else ''}, il en faut {needed}.",
                f"{came} column{'' if came == 1 else 's'}, {needed} expected.",
            ),
            hint=hint,
        )
    names = [str(name).casefold() for name in got.columns], [str(name).casefold() for name in wanted.columns]
    if not check_names or names[0] == names[1]:
        got = got.set_axis(wanted.columns, axis=1)
    return got
