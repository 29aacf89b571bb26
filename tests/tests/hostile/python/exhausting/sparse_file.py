import errno
import os

try:
    with open("creux", "wb") as file:
        os.truncate(file.fileno(), 2**40)
except OSError as error:
    print(errno.errorcode[error.errno])
