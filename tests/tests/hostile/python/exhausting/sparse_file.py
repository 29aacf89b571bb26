import errno
import os

with open("creux", "wb") as file:
    for grow in (
        lambda: os.truncate(file.fileno(), 2**40),
        lambda: os.truncate(file.fileno(), 2**63 - 1),
        lambda: os.pwrite(file.fileno(), b"x", 2**63 - 1),
        # Offsets have a sign here, and none below.
        lambda: os.pwrite(file.fileno(), b"x", -2),
    ):
        try:
            grow()
        except OSError as error:
            print(errno.errorcode[error.errno])
