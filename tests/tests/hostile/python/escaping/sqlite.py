import sqlite3


def attempt(what, statement):
    try:
        connection.execute(statement).fetchall()
        print(what, "DONE")
    except sqlite3.Error as error:
        print(what, type(error).__name__)


connection = sqlite3.connect(":memory:")
attempt("attach the host's", "ATTACH '/etc/passwd' AS hote")
attempt("attach above", "ATTACH '../../etc/passwd' AS hote")
attempt("load an extension", "SELECT load_extension('piege')")
