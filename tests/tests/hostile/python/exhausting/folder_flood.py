import errno
import os

made = 0
try:
    while True:
        os.mkdir("d")
        os.chdir("d")
        made += 1
except OSError as error:
    print(errno.errorcode[error.errno], made > 100)
os.chdir("/work")
