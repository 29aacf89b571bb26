"""Runs each statement on a database, and says whether it was refused."""

import sqlite3
import sys

database = sqlite3.connect(sys.argv[1])
for statement in sys.argv[2:]:
    try:
        database.execute(statement)
        database.commit()
        print("done")
    except sqlite3.IntegrityError:
        database.rollback()
        print("refused")
