import errno
import os

made = 0
try:
    while True:
        os.symlink("depenses.csv", f"lien{made}")
        made += 1
except OSError as error:
    print(errno.errorcode[error.errno], made)
