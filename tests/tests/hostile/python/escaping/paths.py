import os


def attempt(what, action):
    try:
        action()
        print(what, "DONE")
    except (OSError, ValueError) as error:
        print(what, type(error).__name__)


attempt("dots", lambda: open("../../../../../../etc/passwd").read())
attempt("dots in the middle", lambda: open("/work/../etc/passwd").read())
attempt("bytes", lambda: open(b"/etc/passwd").read())
attempt("nul", lambda: open("depenses.csv\0.txt").read())
attempt("absolute link", lambda: os.symlink("/etc/passwd", "lien"))
os.symlink("../../etc/passwd", "montant")
attempt("rising link", lambda: open("montant").read())
os.symlink("boucle", "boucle")
attempt("looping link", lambda: open("boucle").read())
attempt("hard link to the library", lambda: os.link("/usr/local/lib/python315.zip", "archive"))
attempt("writing the library", lambda: open("/usr/local/lib/spyrales/spyrales_agent.py", "w"))
attempt("adding to the library", lambda: open("/usr/local/lib/spyrales/spyrales.py", "w"))
attempt("removing from the library", lambda: os.remove("/usr/local/lib/spyrales/spyrales_agent.py"))
attempt("renaming the library", lambda: os.rename("/usr/local/lib/spyrales", "ailleurs"))
attempt("mounting over", lambda: os.mkdir("/etc"))
attempt("changing the data", lambda: open("depenses.csv", "w"))
attempt("a descriptor of the host's", lambda: os.read(40, 1))
