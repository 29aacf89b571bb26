import sqlite3

sqlite3.connect(":memory:").execute(
    "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT sum(x) FROM n"
).fetchone()
